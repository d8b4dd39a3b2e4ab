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

/**
 * The longest texts of an event, in UTF-16 units. A user's login and name fit whole. An event with the longest texts of
 * all kinds still fits a message of the queue.
 */
const longestName = 128;
const longestText = 512;

/** Okta's LogEvent. Everything that we can't know is null, never invented. */
export type LogEvent = LogEventView;

export function toLogEvent(facts: LogFacts): LogEvent {
	const { displayMessage, severity } = eventTypes[facts.eventType];
	const { ipAddress, userAgent } = facts.client;
	const { requestId, requestUri, debugData } = facts;
	return {
		uuid: facts.uuid,
		published: new Date(facts.published).toISOString(),
		eventType: facts.eventType,
		version: "0",
		severity: facts.outcome.result === "FAILURE" && severity === "INFO" ? "WARN" : severity,
		displayMessage,
		actor: toParty(facts.actor),
		client: {
			userAgent: userAgent === null ? null : { rawUserAgent: cut(userAgent), os: null, browser: null },
			zone: null,
			device: null,
			id: null,
			ipAddress,
			geographicalContext: null,
		},
		outcome: { result: facts.outcome.result, reason: cutIfAny(facts.outcome.reason, longestText) },
		target: facts.target.map(toParty),
		transaction: {
			type: facts.transaction,
			id: requestId,
			detail: facts.apiTokenId === undefined ? {} : { requestApiTokenId: facts.apiTokenId },
		},
		debugContext: { debugData: cutAll({ requestId, requestUri, ...debugData }) },
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
	id: cut(party.id, longestName),
	type: party.type,
	alternateId: cutIfAny(party.alternateId, longestName),
	displayName: cutIfAny(party.displayName, longestName),
	detailEntry: party.detailEntry ? cutAll(party.detailEntry) : null,
});

const cutAll = (details: Record<string, string>) =>
	Object.fromEntries(Object.entries(details).map(([name, text]) => [name, cut(text)]));

const cutIfAny = (text: string | null | undefined, longest: number) => (text == null ? null : cut(text, longest));

/** Cuts a text that is too long, between two characters, and shows that something is missing. */
function cut(text: string, longest = longestText): string {
	if (text.length <= longest) return text;
	return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const ipVersion = (address: string) => (address.includes(":") ? "V6" : "V4");
