// What the page of the log is asked for: its fields, and the SCIM filter that they make together. PURE.
import * as z from "zod";
import { paths } from "../paths";

export const periods = { "1h": 1, "24h": 24, "7d": 7 * 24, "30d": 30 * 24, "90d": 90 * 24 } as const;
export type Period = keyof typeof periods;
export const periodNames = Object.keys(periods) as Period[];

export const results = ["SUCCESS", "FAILURE", "DENY", "SKIPPED", "RATE_LIMIT"] as const;

/** A field that was left empty is no condition. */
const text = (maxLength: number) =>
	z
		.string()
		.trim()
		.max(maxLength)
		.transform((value) => (value === "" ? undefined : value))
		.optional();

export const LogPageQuery = z.object({
	/** Up to now. `from` and `until` count instead, where they are filled in. */
	period: z.enum(periodNames).default("7d").catch("7d"),
	/** In the zone that the page shows. */
	from: text(30),
	until: text(30),
	zone: text(60),
	/** Words anywhere in an event. */
	q: text(400),
	event: text(100),
	result: z.enum(results).optional().catch(undefined),
	/** An id, a login or a name. */
	actor: text(150),
	target: text(150),
	/** Further conditions, in the language of the API. */
	filter: text(2_000),
	after: text(40),
});
export type LogPageQuery = z.infer<typeof LogPageQuery>;

export type LogChanges = { [Name in keyof LogPageQuery]?: LogPageQuery[Name] | undefined };

export interface Condition {
	text: string;
	/** What takes the condition away. */
	without: LogChanges;
}

/** The conditions of the filter, in its order. */
export function conditionsOf(query: LogPageQuery): Condition[] {
	const { event, result, actor, target } = query;
	const parts = partsOf(query.filter ?? "");
	return [
		...(event ? [{ text: compare("eventType", event), without: { event: undefined } }] : []),
		...(result ? [{ text: compare("outcome.result", result), without: { result: undefined } }] : []),
		...(actor ? [{ text: compareActor(actor), without: { actor: undefined } }] : []),
		...(target ? [{ text: compareParty("target", target), without: { target: undefined } }] : []),
		...parts.map((part, index) => ({ text: part, without: { filter: joined(parts.toSpliced(index, 1)) } })),
	];
}

/** The whole filter as the API takes it; undefined where everything is wanted. */
export const filterOf = (query: LogPageQuery): string | undefined =>
	joined(conditionsOf(query).map(({ text }) => text));

/** Fields of an event that have a field of the form. */
const ownFields: Readonly<Record<string, keyof LogPageQuery>> = {
	eventType: "event",
	"outcome.result": "result",
	"actor.id": "actor",
	"target.id": "target",
};

/** What shows only events with this value. */
export function including(query: LogPageQuery, path: string, value: string): LogChanges {
	const field = ownFields[path];
	return field ? { [field]: value } : { filter: withPart(query, compare(path, value)) };
}

/** What hides events with this value. */
export const excluding = (query: LogPageQuery, path: string, value: string): LogChanges => ({
	// Not `ne`: a list has a value that differs as soon as it has two.
	filter: withPart(query, `not (${compare(path, value)})`),
});

/** Whether hourly totals can tell how many events there are. They know the type and the outcome, and nothing else. */
export const isCounted = ({ q, actor, target, filter }: LogPageQuery): boolean =>
	[q, actor, target, filter].every((field) => field === undefined);

/** The address of a page with this query, from its first page on. */
export function addressOf(path: string, query: LogPageQuery, changes: LogChanges = {}): string {
	const fields = Object.entries({ ...query, after: undefined, ...changes }).filter(
		(field): field is [string, string] => field[1] !== undefined && !(field[0] === "period" && field[1] === "7d"),
	);
	return fields.length === 0 ? path : `${path}?${new URLSearchParams(fields)}`;
}

/** The address of the log's page with a query that was kept. What today's page doesn't know leads to all of the log. */
export function logAddress(query: string): string {
	const read = LogPageQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));
	return read.success ? addressOf(paths.log, read.data) : paths.log;
}

const compare = (path: string, value: string) => `${path} eq ${JSON.stringify(value)}`;

/** The id of a person, an administrator, an application or an API token. Its time begins with a digit. */
const actorId = /^(00u|adm|0oa|00T)\d[0-9A-Za-z]{16}$/;

const compareParty = (party: string, value: string) =>
	`(${["id", "alternateId", "displayName"].map((name) => compare(`${party}.${name}`, value)).join(" or ")})`;

/** Nobody is called like an id. So the log looks into its index over ids, and not at the names in each event. */
const compareActor = (value: string) =>
	actorId.test(value) ? compare("actor.id", value) : compareParty("actor", value);

const joined = (parts: readonly string[]) => (parts.length === 0 ? undefined : parts.join(" and "));

const withPart = ({ filter = "" }: LogPageQuery, part: string) => joined([...new Set([...partsOf(filter), part])]);

/** What stands in quotes, a parenthesis, or a word: the pieces that the cut looks at. */
const pieces = /"(?:[^"\\]|\\.)*"?|[()]|[^\s()"]+|\s+/g;

/** Cuts a filter at each `and` outside of parentheses. A filter with such an `or` stays whole, in parentheses. */
export function partsOf(filter: string): string[] {
	const parts = [""];
	let depth = 0;
	for (const [piece] of filter.matchAll(pieces)) {
		if (piece === "(") depth += 1;
		if (piece === ")") depth -= 1;
		const word = depth === 0 ? piece.toLowerCase() : "";
		if (word === "or") return [`(${filter})`];
		if (word === "and") parts.push("");
		else parts.push(parts.pop() + piece);
	}
	return parts.map((part) => part.trim()).filter((part) => part !== "");
}
