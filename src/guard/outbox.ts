// The guard's log events between the verdict and the queue: short while they wait, whole when they leave.
import { type LogEvent, toLogEvent } from "../log/event";
import type { EventType } from "../log/event-types";
import { failureLimit, failureWindowMs } from "./rules";
import { pauses } from "./streaks";
import type { Asker, KnownFactor, Subject } from "./types";

export interface Happening {
	uuid: string;
	/** Epoch ms. */
	at: number;
	type: EventType;
	result: "SUCCESS" | "FAILURE" | "DENY";
	reason: string | null;
	/** How many failures reached the limit that this event tells of. */
	limit: number | null;
	factor: Pick<KnownFactor, "id" | "name">;
	asker: Asker;
}

/** A waiting event, without the names of its fields. */
export type WaitingEvent = ReturnType<typeof toWaiting>;

export const toWaiting = ({ uuid, at, type, result, reason, limit, factor, asker }: Happening) =>
	[
		uuid,
		at,
		type,
		result,
		reason,
		factor.id,
		factor.name,
		asker.requestId,
		asker.requestUri,
		asker.apiTokenId,
		asker.ipAddress,
		asker.userAgent,
		limit,
	] as const;

/** A waiting event as it is kept: whole, or with 0 for what is as in the event before it. */
export type KeptEvent = readonly [uuid: string, at: number, ...others: WaitingEvent[number][]];

/**
 * Every attempt writes the waiting events again until they are shipped, and those of a user are much alike.
 * @param before undefined: the event is kept whole
 */
export const toKept = (event: WaitingEvent, before: WaitingEvent | undefined): KeptEvent => {
	const [uuid, at, ...others] = event;
	return [uuid, at, ...others.map((value, index) => (value === before?.[index + 2] ? 0 : value))];
};

/** Makes the events of a list whole again. */
export function toWhole(kept: readonly KeptEvent[]): WaitingEvent[] {
	const whole: WaitingEvent[] = [];
	for (const event of kept) {
		const before = whole.at(-1);
		whole.push(event.map((value, index) => (value === 0 ? before?.[index] : value)) as unknown as WaitingEvent);
	}
	return whole;
}

export function toWireEvent(waiting: WaitingEvent, subject: Subject, now: number): LogEvent {
	const [uuid, published, eventType, result, reason, factorId, factorName, ...asker] = waiting;
	const [requestId, requestUri, apiTokenId, ipAddress, userAgent, limit] = asker;
	const user = { id: subject.id, type: "User", alternateId: subject.login, displayName: subject.displayName };
	return toLogEvent({
		uuid,
		published,
		eventType,
		outcome: { result, reason },
		actor: user,
		target: [user, { id: factorId, type: "AuthenticatorEnrollment", displayName: factorName }],
		client: { ipAddress, userAgent },
		requestId,
		requestUri,
		transaction: "WEB",
		apiTokenId: apiTokenId ?? undefined,
		debugData: {
			factor: factorId,
			...(result === "DENY" ? limitData(limit ?? failureLimit, factorName, published, now) : {}),
		},
	});
}

/** What Okta's debugData tells about a reached limit. */
function limitData(limit: number, factorName: string, reachedAt: number, now: number) {
	const pauseMs = pauses.get(limit) ?? failureWindowMs;
	return {
		operationRateLimitType: pauses.has(limit) ? "authenticator_failures_in_a_row" : "authenticator_otp_verification",
		operationRateLimitSubtype: factorName,
		operationRateLimitScopeType: "User",
		operationRateLimitThreshold: String(limit),
		operationRateLimitTimeSpan: String(pauseMs / 60_000),
		operationRateLimitTimeUnit: "MINUTES",
		operationRateLimitSecondsToReset: String(Math.max(0, Math.ceil((reachedAt + pauseMs - now) / 1000))),
	};
}
