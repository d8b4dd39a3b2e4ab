// A System Log event: Okta's LogEvent, made from the few facts that a verb knows.
import type { Client } from "../context";
import { type EventType, eventTypes } from "./event-types";
import type { LogEventView } from "./schema";

export interface LogParty {
	id: string;
	type: string;
	alternateId?: string | null;
	displayName?: string | null;
	detailEntry?: Record<string, string> | null;
}

/** The facts of an event, from which its wire shape is made. */
export interface LogFacts {
	uuid: string;
	/** Epoch ms. */
	published: number;
	eventType: EventType;
	outcome: { result: LogEvent["outcome"]["result"]; reason?: string | null };
	actor: LogParty;
	target: readonly LogParty[];
	client: Client;
	requestId: string;
	requestUri: string;
	transaction: "WEB" | "JOB";
	/** The API token that asked, if one did. */
	apiTokenId?: string | undefined;
	debugData?: Record<string, string>;
}

/** Okta's LogEvent. Everything that we can't know is null, never invented. */
export type LogEvent = LogEventView;

export function toLogEvent(facts: LogFacts): LogEvent {
	const { displayMessage, severity } = eventTypes[facts.eventType];
	const { ipAddress, userAgent } = facts.client;
	return {
		uuid: facts.uuid,
		published: new Date(facts.published).toISOString(),
		eventType: facts.eventType,
		version: "0",
		severity: facts.outcome.result === "FAILURE" && severity === "INFO" ? "WARN" : severity,
		displayMessage,
		actor: toParty(facts.actor),
		client: {
			userAgent: userAgent === null ? null : { rawUserAgent: userAgent, os: null, browser: null },
			zone: null,
			device: null,
			id: null,
			ipAddress,
			geographicalContext: null,
		},
		outcome: { result: facts.outcome.result, reason: facts.outcome.reason ?? null },
		target: facts.target.map(toParty),
		transaction: {
			type: facts.transaction,
			id: facts.requestId,
			detail: facts.apiTokenId === undefined ? {} : { requestApiTokenId: facts.apiTokenId },
		},
		debugContext: {
			debugData: { requestId: facts.requestId, requestUri: facts.requestUri, ...facts.debugData },
		},
		authenticationContext: { authenticationStep: 0, externalSessionId: null },
		securityContext: null,
		request: {
			ipChain:
				ipAddress === null
					? []
					: [{ ip: ipAddress, geographicalContext: null, version: ipVersion(ipAddress), source: null }],
		},
	};
}

const toParty = (party: LogParty) => ({
	id: party.id,
	type: party.type,
	alternateId: party.alternateId ?? null,
	displayName: party.displayName ?? null,
	detailEntry: party.detailEntry ?? null,
});

const ipVersion = (address: string) => (address.includes(":") ? "V6" : "V4");
