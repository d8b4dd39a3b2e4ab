// What a judgement changes in the guard's state: marks, codes, failures, and the events that tell of the attempt.
import type { EventType } from "../log/event-types";
import { withoutCodes } from "./codes";
import { withJudgedFailure } from "./help-desk";
import { allFailures, withFailureOf, withoutFailures, withSource } from "./known-sources";
import { type Happening, toWaiting, type WaitingEvent } from "./outbox";
import { mayUnlock, withFailed, withOwnUnlock } from "./own-unlock";
import { type PolicyFailures, withoutTypes, withWrongCode } from "./policy-failures";
import { failureLimit, type Judgement } from "./rules";
import type { GuardState } from "./store";
import { closingFailures, pauses, streakOf, withFailure, withoutStreak } from "./streaks";
import type { Attempt, Judged, KnownFactor } from "./types";

export type FinalJudgement = Exclude<Judgement, { result: "stale" }>;

/**
 * Changes the state, which the caller then writes as one row, with the events. A verdict and its event are never apart.
 */
export function settle(
	state: GuardState,
	factor: KnownFactor,
	attempt: Attempt,
	judgement: FinalJudgement,
): { verdict: Judged; events: WaitingEvent[] } {
	const events: WaitingEvent[] = [];
	const event = (type: EventType, result: Happening["result"], reason: string | null, limit: number | null = null) => {
		const uuid = crypto.randomUUID();
		const { asker, now } = attempt;
		events.push(toWaiting({ uuid, at: now, type, result, reason, limit, factor, asker }));
	};
	const type = eventTypeOf[attempt.purpose];
	const counter = streakOf(factor);
	state.policyFailures = policyFailuresAfter(state.policyFailures, factor, attempt, judgement);
	if (judgement.result === "accepted") {
		const { spentKey } = factor;
		if (judgement.mark) state.marks[factor.id] = { ...judgement.mark, ...(spentKey === undefined ? {} : { spentKey }) };
		state.codes = withoutCodes(state.codes, factor.id);
		state.streaks = withoutStreak(state.streaks, counter);
		const { newSourceHash: hash, sourceHash, now } = attempt;
		if (hash !== undefined && isProof(factor, attempt)) {
			state.knownSources = withSource(state, hash, sourceHash, now);
		}
		const unlocks = attempt.isUnlock && allFailures(state, now).length > 0 && mayUnlock(state, factor, attempt.id, now);
		if (unlocks) {
			state.helpDesk = withOwnUnlock(state, attempt.id, now);
			state.failures = [];
			state.knownSources = withoutFailures(state.knownSources);
			state.failedWith = undefined;
		}
		// The service logs the activation itself, in one batch with the row that becomes ACTIVE.
		if (attempt.purpose !== "activate") event(type, "SUCCESS", attempt.purpose === "resync" ? "RESYNCHRONIZED" : null);
		if (unlocks) event("user.account.unlock", "SUCCESS", null);
	} else {
		const { now, sourceHash } = attempt;
		const { counted, isLast } = withFailureOf(state, sourceHash, now);
		Object.assign(state, counted);
		state.failedWith = withFailed(state.failedWith, factor, now);
		state.streaks = withFailure(state.streaks, counter, now);
		state.helpDesk = withJudgedFailure(state.helpDesk, now);
		event(type, "FAILURE", failureReasons[judgement.result]);
		const tooMany = `Too many OTP verification attempts for ${factor.name}`;
		if (isLast) event("system.operation.rate_limit.violation", "DENY", tooMany, failureLimit);
		const inARow = state.streaks[counter]?.failures ?? 0;
		if (pauses.has(inARow)) event("system.operation.rate_limit.violation", "DENY", tooMany, inARow);
		if (inARow === closingFailures) event("user.account.lock", "FAILURE", "LOCKED_OUT");
	}
	const verdict: Judged =
		judgement.result === "accepted" && judgement.deliveryId !== undefined
			? { result: "accepted", deliveryId: judgement.deliveryId }
			: { result: judgement.result };
	return { verdict, events };
}

/** Answers can be guessed, and who proves a new number or activates a factor isn't being challenged. */
const isProof = ({ method, challengeType }: KnownFactor, { purpose }: Attempt): boolean =>
	purpose === "verify" && method.kind !== "answer" && challengeType !== null;

/** A code that is late or was used before is the user's own. Who activates a factor isn't being challenged. */
function policyFailuresAfter(
	before: PolicyFailures,
	{ challengeType }: KnownFactor,
	{ purpose, now }: Attempt,
	{ result }: FinalJudgement,
): PolicyFailures {
	if (challengeType === null || purpose === "activate") return before;
	if (result === "accepted") return withoutTypes(before, [challengeType]);
	return result === "wrong" ? withWrongCode(before, challengeType, now) : before;
}

const eventTypeOf = {
	verify: "user.authentication.auth_via_mfa",
	activate: "user.mfa.factor.activate",
	resync: "user.mfa.factor.update",
} as const satisfies Record<Attempt["purpose"], EventType>;

const failureReasons = {
	wrong: "INVALID_CREDENTIALS",
	replayed: "PASSCODE_REPLAYED",
	expired: "TIME_WINDOW_EXCEEDED",
} as const satisfies Record<"wrong" | "replayed" | "expired", string>;
