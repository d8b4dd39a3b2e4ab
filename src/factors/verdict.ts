// Turns the guard's precise reason into the few words of the API.
import { ApiError, invalid, locked, wrongAnswer, wrongCode, wrongStatus } from "../errors";
import type { Refusal, Unknown, Verdict } from "../guard/types";

export function verdictError(verdict: Exclude<Verdict, { result: "accepted" }>, isAnswer: boolean): ApiError {
	switch (verdict.result) {
		case "wrong":
			return isAnswer ? wrongAnswer() : wrongCode();
		case "replayed":
			return new ApiError("E0000082");
		case "expired":
			return new ApiError("E0000083");
		default:
			return refusalError(verdict);
	}
}

/** The error when the guard judged nothing, or issued no code. */
export function refusalError(refusal: Refusal | Unknown): ApiError {
	switch (refusal.result) {
		case "locked":
			return locked(refusal.retryAfterSeconds);
		case "unknown":
			return wrongStatus("The user or the factor is being changed at this moment. Please try again.");
		case "unfit":
			return unfitError(refusal);
	}
}

function unfitError(refusal: Extract<Refusal, { result: "unfit" }>): ApiError {
	switch (refusal.reason) {
		case "pending":
			return wrongStatus("The factor has not been activated yet.");
		case "active":
			return wrongStatus("The factor is active already.");
		case "inactive":
			return wrongStatus("The authenticator of this factor is not active.");
		case "malformed":
			return invalid("passCode", `A code of this factor has ${refusal.digits} digits.`);
		case "other-kind":
			return invalid("passCode", "A security question takes `answer`, every other factor takes `passCode`.");
		case "no-token":
			return wrongStatus("Only tokens are resynchronized; codes of this factor are sent.");
	}
}
