// Refuses attempts of a locked user, and attempts that don't fit the factor, before anything is judged. PURE.
import { isWellFormedCode } from "../otp/code";
import { lockedUntil } from "./rules";
import type { Attempt, KnownFactor, NewCode, Refusal } from "./types";

/** Why an attempt isn't judged; null when it is. */
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

/** Why no code is sent; null when one is. */
export function issueRefusal(failures: readonly number[], factor: KnownFactor, code: NewCode): Refusal | null {
	const refusal = stateRefusal(failures, factor, code);
	return refusal ?? (factor.method.kind === "sent" ? null : { result: "unfit", reason: "other-kind" });
}

/** A locked user, a pending factor that isn't activated, an active one that is, or an authenticator that is off. */
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
