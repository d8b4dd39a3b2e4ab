// The guard's log events between the verdict and the queue: compact while they wait, whole when they leave.

import { type LogEvent, toLogEvent } from "../log/event";
import type { EventType } from "../log/event-types";
import { failureLimit, failureWindowMs } from "./rules";
import type { Asker, Subject } from "./types";

/** One waiting event. Short, because it rides in the guard's single row until it is shipped. */
export interface WaitingEvent {
	uuid: string;
	at: number;
	type: EventType;
	result: "SUCCESS" | "FAILURE" | "DENY";
	reason: string | null;
	factor: { id: string; name: string };
	asker: Asker;
}

export function toWireEvent(waiting: WaitingEvent, subject: Subject, now: number): LogEvent {
	const user = { id: subject.id, type: "User", alternateId: subject.login, displayName: subject.displayName };
	return toLogEvent({
		uuid: waiting.uuid,
		published: waiting.at,
		eventType: waiting.type,
		outcome: { result: waiting.result, reason: waiting.reason },
		actor: user,
		target: [user, { id: waiting.factor.id, type: "AuthenticatorEnrollment", displayName: waiting.factor.name }],
		client: { ipAddress: waiting.asker.ipAddress, userAgent: waiting.asker.userAgent },
		requestId: waiting.asker.requestId,
		requestUri: waiting.asker.requestUri,
		apiTokenId: waiting.asker.apiTokenId,
		debugData: { factor: waiting.factor.id, ...(waiting.result === "DENY" ? limitData(waiting, now) : {}) },
	});
}

/** What Okta says of a reached limit in debugData. */
const limitData = (waiting: WaitingEvent, now: number) => ({
	operationRateLimitType: "authenticator_otp_verification",
	operationRateLimitSubtype: waiting.factor.name,
	operationRateLimitScopeType: "User",
	operationRateLimitThreshold: String(failureLimit),
	operationRateLimitTimeSpan: String(failureWindowMs / 60_000),
	operationRateLimitTimeUnit: "MINUTES",
	operationRateLimitSecondsToReset: String(Math.max(0, Math.ceil((waiting.at + failureWindowMs - now) / 1000))),
});
