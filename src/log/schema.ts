// The System Log at the door and on the wire: a search's parameters, Okta's LogEvent, and whose events are missing.
import * as z from "zod";
import { reason } from "../errors/cause";
import type { Severity } from "./event-types";
import { readMoment } from "./time";

const maxKeywords = 10;
const maxKeywordLength = 40;

/** Returns the words of a `q`. */
export const keywordsOf = (q: string) => q.split(/\s+/).filter((word) => word !== "");

const time = z.iso.datetime({ offset: true });

const moment = z
	.string()
	.refine((text) => readMoment(text, 0) !== null, reason("log-moment"))
	.optional();

export const LogQuery = z.object({
	since: moment.meta({
		description:
			"The earliest `published` wanted: a time, a date (its midnight in UTC), or a moment such as `now-7d` or `now-15m`. " +
			"Left out: seven days before `until`. It lies 180 days back at the most.",
		examples: ["2026-01-31T12:00:00Z", "2026-01-31", "now-24h"],
	}),
	until: moment.meta({
		description:
			"Only events published before this moment, which is written like `since`. With it the search is bounded and ends " +
			"on a last page.",
	}),
	after: z.string().max(40).optional().meta({ description: "The cursor of a `next` link" }),
	filter: z
		.string()
		.optional()
		.meta({
			description:
				"A SCIM filter over the fields of an event except `published`; a path into an array matches any element",
			examples: ['eventType eq "user.authentication.auth_via_mfa" and outcome.result eq "FAILURE"'],
		}),
	q: z
		.string()
		.refine((q) => keywordsOf(q).length <= maxKeywords, reason("keywords-too-many", { maximum: maxKeywords }))
		.refine(
			(q) => keywordsOf(q).every((word) => word.length <= maxKeywordLength),
			reason("keyword-too-long", { maximum: maxKeywordLength }),
		)
		.optional()
		.meta({ description: "Keywords, in any case; an event matches when each of them is in one of its values" }),
	// Number("") is 0, and 0 is a valid limit here.
	limit: z.preprocess(
		(text) => (text === "" ? Number.NaN : text),
		z.coerce.number().int().min(0).max(1_000).default(100),
	),
	sortOrder: z.enum(["ASCENDING", "DESCENDING"]).default("ASCENDING"),
});
export type LogQuery = z.infer<typeof LogQuery>;

const text = z.string().nullable();
const details = z.record(z.string(), z.string());

const PartyView = z.object({
	id: z.string(),
	type: z.string(),
	alternateId: text,
	displayName: text,
	detailEntry: details.nullable(),
});

const PlaceView = z.object({
	city: text,
	state: text,
	country: text,
	postalCode: text,
	geolocation: z.object({ lat: z.number(), lon: z.number() }).nullable(),
});

/** The fields that a filter can use follow from this schema. */
export const LogEventView = z
	.object({
		uuid: z.string(),
		published: time,
		eventType: z.string(),
		version: z.string(),
		severity: z.enum(["DEBUG", "INFO", "WARN", "ERROR"] satisfies Severity[]),
		displayMessage: z.string(),
		actor: PartyView,
		client: z.object({
			userAgent: z.object({ rawUserAgent: z.string(), os: text, browser: text }).nullable(),
			zone: text,
			device: text,
			id: text,
			ipAddress: text,
			geographicalContext: PlaceView.nullable(),
		}),
		outcome: z.object({
			result: z.enum(["SUCCESS", "FAILURE", "DENY", "SKIPPED", "RATE_LIMIT"]),
			reason: text,
		}),
		target: z.array(PartyView),
		transaction: z.object({ type: z.enum(["WEB", "JOB"]), id: z.string(), detail: details }),
		debugContext: z.object({ debugData: details }),
		authenticationContext: z.object({ authenticationStep: z.number().int(), externalSessionId: text }),
		securityContext: z
			.object({ asNumber: z.number().int().nullable(), asOrg: text, isp: text, domain: text, isProxy: z.boolean() })
			.nullable(),
		request: z.object({
			ipChain: z.array(
				z.object({
					ip: z.string(),
					geographicalContext: PlaceView.nullable(),
					version: z.enum(["V4", "V6"]),
					source: text,
				}),
			),
		}),
	})
	.meta({ id: "LogEvent", description: "An event of the System Log; what isn't known is null" });
export type LogEventView = z.infer<typeof LogEventView>;

export const BacklogQuery = z.object({
	limit: z.coerce.number().int().min(1).max(200).default(200),
	after: z.string().max(100).optional().meta({ description: "The cursor of a `next` link" }),
});
export type BacklogQuery = z.infer<typeof BacklogQuery>;

export const BacklogView = z
	.object({
		userId: z.string(),
		events: z.int().meta({ description: "How many events of the user wait" }),
		oldest: z.iso.datetime().meta({ description: "When the oldest of them happened" }),
		reason: z.string().meta({ description: "Why the log doesn't have them, as far as it is known" }),
		lastUpdated: z.iso.datetime(),
	})
	.meta({ id: "LogBacklog", description: "Events of a user that the log should have had for some minutes" });
export type BacklogView = z.infer<typeof BacklogView>;
