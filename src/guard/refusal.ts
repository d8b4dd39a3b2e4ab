// What is refused before it is judged: attempts of a locked user, and attempts that don't fit the factor. PURE.
import { isWellFormedCode } from "../otp/code";
import { countingCodes, shapeOf } from "./codes";
import { hourRefusal } from "./help-desk";
import { lockedFor } from "./known-sources";
import { mayUnlock } from "./own-unlock";
import { fitsShape, isNumeric } from "./shape";
import type { GuardState } from "./store";
import { streakOf, streakRefusal } from "./streaks";
import type { Attempt, CodeShape, KnownFactor, NewCode, Refusal } from "./types";

type RefusingState = Readonly<
	Pick<GuardState, "failures" | "knownSources" | "failedWith" | "streaks" | "helpDesk" | "codes">
>;

/** Returns why an attempt isn't judged; null if it is judged. */
export function attemptRefusal(state: RefusingState, factor: KnownFactor, attempt: Attempt): Refusal | null {
	const refusal = stateRefusal(state, factor, attempt.id, attempt);
	if (refusal) return refusal;
	const { method } = factor;
	const isOfType = attempt.challengeType === undefined || attempt.challengeType === factor.challengeType;
	if (!isOfType || (method.kind === "answer") !== (attempt.isAnswer ?? false)) {
		return { result: "unfit", reason: "other-kind" };
	}
	if (method.kind === "answer") return null;
	if (method.kind === "sent" || method.kind === "listed") {
		if (attempt.purpose === "resync") return { result: "unfit", reason: "no-token" };
		const shapes = countingCodes(state.codes, factor.id, attempt.now).map(shapeOf);
		return shapeRefusal(shapes.length > 0 ? shapes : [method.shape], attempt.code);
	}
	const codes = attempt.nextCode === undefined ? [attempt.code] : [attempt.code, attempt.nextCode];
	return codes.every((code) => isWellFormedCode(code, method.digits))
		? null
		: { result: "unfit", reason: "malformed", length: method.digits, isNumeric: true };
}

/** Refuses what could be no code of these shapes. The user most likely has the newest code, so its shape is told. */
function shapeRefusal(shapes: readonly CodeShape[], typed: string): Refusal | null {
	const newest = shapes.at(-1);
	if (newest === undefined || shapes.some((shape) => fitsShape(shape, typed))) return null;
	return { result: "unfit", reason: "malformed", length: newest.length, isNumeric: isNumeric(newest) };
}

/** Returns why no code is sent; null if a code may be sent. */
export function issueRefusal(state: RefusingState, factor: KnownFactor, code: NewCode): Refusal | null {
	const refusal = stateRefusal(state, factor, code.deliveryId, code);
	return refusal ?? (factor.method.kind === "sent" ? null : { result: "unfit", reason: "other-kind" });
}

/** Refuses a locked user, a pending factor that isn't being activated, an active factor that is, and what is off. */
function stateRefusal(
	state: RefusingState,
	factor: KnownFactor,
	id: string,
	asked: Pick<Attempt, "purpose" | "now" | "inactiveAuthenticatorIds" | "sourceHash" | "isUnlock">,
): Refusal | null {
	const { purpose, now, inactiveAuthenticatorIds, sourceHash, isUnlock } = asked;
	const { streaks, helpDesk } = state;
	const { status, authenticatorId } = factor;
	const until = lockedFor(state, sourceHash, now);
	const isJudged = until === null || (isUnlock && mayUnlock(state, factor, id, now));
	if (!isJudged) return { result: "locked", retryAfterSeconds: Math.ceil((until - now) / 1000) };
	const refusal = streakRefusal(streaks[streakOf(factor)], now) ?? hourRefusal(helpDesk, now);
	if (refusal) return refusal;
	const isPending = status === "PENDING_ACTIVATION";
	if (isPending !== (purpose === "activate")) return { result: "unfit", reason: isPending ? "pending" : "active" };
	const isOff = authenticatorId !== null && inactiveAuthenticatorIds?.includes(authenticatorId);
	return isOff ? { result: "unfit", reason: "inactive" } : null;
}
