// Searching the System Log. A bounded search is in order of time. A poll is in order of arrival, and has no end.
import { and, asc, desc, gt, gte, lt, max, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { openForSearch, type Page, pageOf } from "../db";
import { invalid } from "../errors";
import { foldCase, foldedFor } from "../filters/fold";
import { compileFilter } from "../filters/scim";
import { logFilterField } from "./filter-fields";
import { keywordsOf, type LogEventView, type LogQuery } from "./schema";
import { logEvents } from "./table";
import { readMoment } from "./time";

const dayMs = 24 * 60 * 60 * 1000;
const defaultWindowMs = 7 * dayMs;
const longestWindowMs = 180 * dayMs;

/** A query whose moments are read: epoch ms. */
export type LogSearch = Omit<LogQuery, "since" | "until"> & { since?: number | undefined; until?: number | undefined };

/**
 * Returns the query with its window: `since` filled in, and both moments read, so that the links of all pages mean the
 * same window. A query with a cursor may be of any age: a poller that comes back goes on where it stopped.
 */
export function withWindow(ctx: Ctx, query: LogQuery): LogSearch {
	const now = ctx.now();
	const read = (text: string | undefined) => (text === undefined ? undefined : (readMoment(text, now) ?? undefined));
	const until = read(query.until);
	const since = read(query.since);
	if (query.after !== undefined) return { ...query, since, until };
	const from = since ?? (until ?? now) - defaultWindowMs;
	if (from < now - longestWindowMs) throw invalid("since", "log-too-old");
	if (from > (until ?? now)) throw invalid("until", "search-ends-early");
	return { ...query, since: from, until };
}

/** The query for links. */
export const toLogQuery = ({ since, until, ...query }: LogSearch): LogQuery => ({
	...query,
	since: since === undefined ? undefined : new Date(since).toISOString(),
	until: until === undefined ? undefined : new Date(until).toISOString(),
});

/** Returns a page of stored events. A poll always has a next page, a bounded search until its last page. */
export async function searchLog(ctx: Ctx, query: LogSearch): Promise<Page<LogEventView>> {
	const isPolling = query.until === undefined && query.sortOrder === "ASCENDING";
	const { items, next } = await (isPolling ? poll(ctx, query) : searchWindow(ctx, query));
	return { items: items.map((row) => JSON.parse(row.event)), next };
}

async function searchWindow(ctx: Ctx, query: LogSearch): Promise<Page<{ event: string }>> {
	const isAscending = query.sortOrder === "ASCENDING";
	const direction = isAscending ? asc : desc;
	const last = readCursor(query.after, /^(?<published>\d{1,15})-(?<seq>\d{1,15})$/);
	const since = query.since ?? 0;
	const until = query.until ?? Number.MAX_SAFE_INTEGER;
	// The cursor narrows the window. Otherwise SQLite would read each page from the window's edge.
	const from = last && isAscending ? Math.max(since, last.published!) : since;
	const to = last && !isAscending ? Math.min(until, last.published! + 1) : until;
	const position = sql`(${logEvents.published}, ${logEvents.seq})`;
	const rows = await openForSearch(ctx.env.bindings.DB)
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

/** A poll is in order of arrival, because in any other order an event that arrives late could be missed. */
async function poll(ctx: Ctx, query: LogSearch): Promise<Page<{ event: string }>> {
	const after = readCursor(query.after, /^(?<seq>\d{1,15})$/)?.seq ?? 0;
	const since = query.since ?? 0;
	const db = openForSearch(ctx.env.bindings.DB);
	const [[head], rows] = await db.batch([
		db.select({ seq: max(logEvents.seq) }).from(logEvents),
		db
			.select({ seq: sql<number>`seq`, event: sql<string>`event` })
			// With any index, each poll would read the whole window again, to sort it.
			.from(sql`${logEvents} NOT INDEXED`)
			.where(and(beyond(after, since), gte(logEvents.published, since), ...conditionsOf(query)))
			.orderBy(asc(logEvents.seq))
			.limit(query.limit),
	]);
	// A page that isn't full has seen everything up to the head, also the events that the filter skipped.
	const seen = rows.length < query.limit ? Math.max(head?.seq ?? 0, after) : (rows.at(-1)?.seq ?? after);
	return { items: rows, next: String(seen) };
}

/** Where a poll goes on. Its first page begins at the first event of the window. */
function beyond(after: number, since: number): SQL {
	if (after > 0) return gt(logEvents.seq, after);
	// The plus makes SQLite look in the index over `published`, instead of reading the log from its beginning.
	return gte(logEvents.seq, sql`(SELECT MIN(+seq) FROM log_events WHERE published >= ${since})`);
}

const conditionsOf = (query: LogSearch): SQL[] => [
	...(query.filter === undefined ? [] : [compileFilter(query.filter, logFilterField)]),
	...keywordsOf(query.q ?? "").map(hasKeyword),
];

/** Looks at the event's values only, because every event holds the names of all fields. */
const hasKeyword = (word: string) =>
	sql`EXISTS (SELECT 1 FROM json_tree(${logEvents.event}) WHERE instr(${foldedFor(word, sql`atom`)}, ${foldCase(word)}) > 0)`;

/** Returns the numbers in a cursor, by the names of the pattern's groups. */
function readCursor(after: string | undefined, pattern: RegExp): Record<string, number> | undefined {
	if (after === undefined) return undefined;
	const parts = pattern.exec(after)?.groups;
	if (!parts) throw invalid("after", "log-cursor-foreign");
	return Object.fromEntries(Object.entries(parts).map(([name, digits]) => [name, Number(digits)]));
}
