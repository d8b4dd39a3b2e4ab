// What is refused before anything is judged, pure: attempts of a locked user, and those that don't fit the factor.
import { isWellFormedCode } from "../otp/code";
import { lockedUntil } from "./rules";
import type { Attempt, CodeQuestion, KnownFactor, Refusal } from "./types";

/** Why an attempt isn't judged; null when it is. */
export function attemptRefusal(failures: readonly number[], factor: KnownFactor, attempt: Attempt): Refusal | null {
	const refusal = lockRefusal(failures, attempt.now) ?? stateRefusal(factor, attempt.purpose === "activate");
	if (refusal) return refusal;
	if (factor.authenticatorId !== null && attempt.inactiveAuthenticatorIds?.includes(factor.authenticatorId)) {
		return { result: "unfit", reason: "inactive" };
	}
	const { method } = factor;
	if ((method.kind === "answer") !== (attempt.isAnswer ?? false)) return { result: "unfit", reason: "other-kind" };
	if (method.kind === "answer") return null;
	if (method.kind === "sent" && attempt.purpose === "resync") return { result: "unfit", reason: "no-token" };
	const codes = attempt.nextCode === undefined ? [attempt.code] : [attempt.code, attempt.nextCode];
	return codes.every((code) => isWellFormedCode(code, method.digits))
		? null
		: { result: "unfit", reason: "malformed", digits: method.digits };
}

/** Why no code is sent; null when one is. */
export function issueRefusal(failures: readonly number[], factor: KnownFactor, code: CodeQuestion): Refusal | null {
	const refusal = lockRefusal(failures, code.now) ?? stateRefusal(factor, code.purpose === "activate");
	return refusal ?? (factor.method.kind === "sent" ? null : { result: "unfit", reason: "other-kind" });
}

function lockRefusal(failures: readonly number[], now: number): Refusal | null {
	const until = lockedUntil(failures, now);
	return until === null ? null : { result: "locked", retryAfterSeconds: Math.ceil((until - now) / 1000) };
}

/** A pending factor is activated and nothing else; an active one isn't activated again. */
function stateRefusal({ status }: KnownFactor, isActivation: boolean): Refusal | null {
	const isPending = status === "PENDING_ACTIVATION";
	return isPending === isActivation ? null : { result: "unfit", reason: isPending ? "pending" : "active" };
}
