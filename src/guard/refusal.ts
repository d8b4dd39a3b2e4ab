// What is refused before it is judged: attempts of a locked user, and attempts that don't fit the factor. PURE.
import { isWellFormedCode } from "../otp/code";
import { lockedUntil } from "./rules";
import type { Attempt, KnownFactor, NewCode, Refusal } from "./types";

/** Returns why an attempt isn't judged; null if it is judged. */
export function attemptRefusal(failures: readonly number[], factor: KnownFactor, attempt: Attempt): Refusal | null {
	const refusal = stateRefusal(failures, factor, attempt);
	if (refusal) return refusal;
	const { method } = factor;
	if ((method.kind === "answer") !== (attempt.isAnswer ?? false)) return { result: "unfit", reason: "other-kind" };
	if (method.kind === "answer") return null;
	if (method.kind === "sent" && attempt.purpose === "resync") return { result: "unfit", reason: "no-token" };
	const codes = attempt.nextCode === undefined ? [attempt.code] : [attempt.code, attempt.nextCode];
	return codes.every((code) => isWellFormedCode(code, method.digits))
		? null
		: { result: "unfit", reason: "malformed", digits: method.digits };
}

/** Returns why no code is sent; null if a code may be sent. */
export function issueRefusal(failures: readonly number[], factor: KnownFactor, code: NewCode): Refusal | null {
	const refusal = stateRefusal(failures, factor, code);
	return refusal ?? (factor.method.kind === "sent" ? null : { result: "unfit", reason: "other-kind" });
}

/** Refuses a locked user, a pending factor that isn't being activated, an active factor that is, and what is off. */
function stateRefusal(
	failures: readonly number[],
	{ status, authenticatorId }: KnownFactor,
	{ purpose, now, inactiveAuthenticatorIds }: Pick<Attempt, "purpose" | "now" | "inactiveAuthenticatorIds">,
): Refusal | null {
	const until = lockedUntil(failures, now);
	if (until !== null) return { result: "locked", retryAfterSeconds: Math.ceil((until - now) / 1000) };
	const isPending = status === "PENDING_ACTIVATION";
	if (isPending !== (purpose === "activate")) return { result: "unfit", reason: isPending ? "pending" : "active" };
	const isOff = authenticatorId !== null && inactiveAuthenticatorIds?.includes(authenticatorId);
	return isOff ? { result: "unfit", reason: "inactive" } : null;
}
