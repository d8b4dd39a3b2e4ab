// Turns the guard's precise reason into the few words of the API.
import { ApiError, invalid, locked, lockedForGood, wrongAnswer, wrongCode, wrongStatus } from "../errors";
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
		case "closed":
			return lockedForGood();
		case "unknown":
			return wrongStatus("factor-changing");
		case "unfit":
			return unfitError(refusal);
	}
}

function unfitError(refusal: Extract<Refusal, { result: "unfit" }>): ApiError {
	switch (refusal.reason) {
		case "pending":
			return wrongStatus("factor-pending");
		case "active":
			return wrongStatus("factor-active");
		case "inactive":
			return wrongStatus("factor-inactive");
		case "malformed":
			return refusal.isNumeric
				? invalid("passCode", "code-digits", { digits: refusal.length })
				: invalid("passCode", "code-characters", { length: refusal.length });
		case "other-kind":
			return invalid("passCode", "pass-code-or-answer");
		case "no-token":
			return wrongStatus("factor-not-token");
		case "reused-key":
			return invalid("Idempotency-Key", "key-taken");
	}
}
