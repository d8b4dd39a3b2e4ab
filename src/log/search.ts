// Searching the System Log: bounded in time, in order of happening; or polling, in order of arrival, without an end.
import { and, asc, desc, gt, gte, lt, max, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { invalid } from "../errors";
import { compileFilter } from "../filters/scim";
import { logFilterField } from "./filter-fields";
import { keywordsOf, type LogEventView, type LogQuery } from "./schema";
import { logEvents } from "./table";

const dayMs = 24 * 60 * 60 * 1000;
const defaultWindowMs = 7 * dayMs;
const longestWindowMs = 180 * dayMs;

/**
 * The query with its `since` settled, so that the links of its pages all mean the same window.
 * With a cursor it stays as it is: a poller that comes back after any time goes on where it stopped.
 */
export function withWindow(ctx: Ctx, query: LogQuery): LogQuery {
	if (query.after !== undefined) return query;
	const until = query.until === undefined ? ctx.now() : Date.parse(query.until);
	const since = query.since === undefined ? until - defaultWindowMs : Date.parse(query.since);
	if (since < ctx.now() - longestWindowMs) throw invalid("since", "The log can be searched 180 days back at the most.");
	if (since > until) throw invalid("until", "The end of the search lies before its beginning.");
	return { ...query, since: query.since ?? new Date(since).toISOString() };
}

/** A page of events as they were stored. A polling search always has a next page, a bounded one until its last. */
export async function searchLog(ctx: Ctx, query: LogQuery): Promise<Page<LogEventView>> {
	const isPolling = query.until === undefined && query.sortOrder === "ASCENDING";
	const { items, next } = await (isPolling ? poll(ctx, query) : searchWindow(ctx, query));
	return { items: items.map((row) => JSON.parse(row.event)), next };
}

async function searchWindow(ctx: Ctx, query: LogQuery): Promise<Page<{ event: string }>> {
	const isAscending = query.sortOrder === "ASCENDING";
	const direction = isAscending ? asc : desc;
	const last = readCursor(query.after, /^(?<published>\d{1,15})-(?<seq>\d{1,15})$/);
	const since = timeOf(query.since) ?? 0;
	const until = timeOf(query.until) ?? Number.MAX_SAFE_INTEGER;
	// The cursor narrows the window: SQLite would read each page from the window's edge, and pass over what was seen.
	const from = last && isAscending ? Math.max(since, last.published!) : since;
	const to = last && !isAscending ? Math.min(until, last.published! + 1) : until;
	const position = sql`(${logEvents.published}, ${logEvents.seq})`;
	const rows = await ctx.db
		.select({ seq: logEvents.seq, published: logEvents.published, event: logEvents.event })
		.from(logEvents)
		.where(
			and(
				gte(logEvents.published, from),
				lt(logEvents.published, to),
				last && sql`${position} ${sql.raw(isAscending ? ">" : "<")} (${last.published}, ${last.seq})`,
				...conditionsOf(query),
			),
		)
		.orderBy(direction(logEvents.published), direction(logEvents.seq))
		.limit(query.limit + 1);
	return pageOf(rows, query.limit, ({ published, seq }) => `${published}-${seq}`);
}

/** Order of arrival is the only one in which an event that arrives late can't be missed. */
async function poll(ctx: Ctx, query: LogQuery): Promise<Page<{ event: string }>> {
	const after = readCursor(query.after, /^(?<seq>\d{1,15})$/)?.seq ?? 0;
	const since = timeOf(query.since) ?? 0;
	const [[head], rows] = await ctx.db.batch([
		ctx.db.select({ seq: max(logEvents.seq) }).from(logEvents),
		ctx.db
			.select({ seq: sql<number>`seq`, event: sql<string>`event` })
			// By any other index each poll would read the whole window again, to sort it.
			.from(sql`${logEvents} NOT INDEXED`)
			.where(and(beyond(after, since), gte(logEvents.published, since), ...conditionsOf(query)))
			.orderBy(asc(logEvents.seq))
			.limit(query.limit),
	]);
	// A page that isn't full has seen everything up to the head, what the filter passed over as well.
	const seen = rows.length < query.limit ? Math.max(head?.seq ?? 0, after) : (rows.at(-1)?.seq ?? after);
	return { items: rows, next: String(seen) };
}

/** Where a poll reads on; its first page begins at the first event of the window. */
function beyond(after: number, since: number): SQL {
	if (after > 0) return gt(logEvents.seq, after);
	// The plus makes SQLite look in the index over `published`, instead of reading the log from its beginning.
	return gte(logEvents.seq, sql`(SELECT MIN(+seq) FROM log_events WHERE published >= ${since})`);
}

const conditionsOf = (query: LogQuery): SQL[] => [
	...(query.filter === undefined ? [] : [compileFilter(query.filter, logFilterField)]),
	...keywordsOf(query.q ?? "").map(hasKeyword),
];

/** Looks at the event's values only: every event holds the names of the fields. */
const hasKeyword = (word: string) =>
	sql`EXISTS (SELECT 1 FROM json_tree(${logEvents.event}) WHERE instr(lower(atom), lower(${word})) > 0)`;

const timeOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

/** The numbers in a cursor, by the names of the pattern's groups. */
function readCursor(after: string | undefined, pattern: RegExp): Record<string, number> | undefined {
	if (after === undefined) return undefined;
	const parts = pattern.exec(after)?.groups;
	if (!parts) throw invalid("after", "The cursor doesn't belong to this search. Follow the links of its pages.");
	return Object.fromEntries(Object.entries(parts).map(([name, digits]) => [name, Number(digits)]));
}
