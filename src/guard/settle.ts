// What a judgement changes in the guard's state: marks, codes, failures, and the events that tell of the attempt.
import type { EventType } from "../log/event-types";
import { withoutCodes } from "./codes";
import { toWaiting } from "./outbox";
import { failureLimit, type Judgement, recentFailures } from "./rules";
import type { GuardState } from "./store";
import type { Attempt, Judged, KnownFactor } from "./types";

export type FinalJudgement = Exclude<Judgement, { result: "stale" }>;

/** Changes the state, which the caller then writes as one row. A verdict and its event are never apart. */
export function settle(state: GuardState, factor: KnownFactor, attempt: Attempt, judgement: FinalJudgement): Judged {
	const event = (type: EventType, result: "SUCCESS" | "FAILURE" | "DENY", reason: string | null) => {
		const uuid = crypto.randomUUID();
		const { asker, now } = attempt;
		state.waiting.push(toWaiting({ uuid, at: now, type, result, reason, factor, asker }));
	};
	const type = eventTypeOf[attempt.purpose];
	if (judgement.result === "accepted") {
		const { spentKey } = factor;
		if (judgement.mark) state.marks[factor.id] = { ...judgement.mark, ...(spentKey === undefined ? {} : { spentKey }) };
		state.codes = withoutCodes(state.codes, factor.id);
		// The service logs the activation itself, in one batch with the row that becomes ACTIVE.
		if (attempt.purpose !== "activate") event(type, "SUCCESS", attempt.purpose === "resync" ? "RESYNCHRONIZED" : null);
	} else {
		state.failures = [...recentFailures(state.failures, attempt.now), attempt.now];
		event(type, "FAILURE", failureReasons[judgement.result]);
		if (state.failures.length === failureLimit) {
			event("system.operation.rate_limit.violation", "DENY", `Too many OTP verification attempts for ${factor.name}`);
		}
	}
	return judgement.result === "accepted" && judgement.deliveryId !== undefined
		? { result: "accepted", deliveryId: judgement.deliveryId }
		: { result: judgement.result };
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
