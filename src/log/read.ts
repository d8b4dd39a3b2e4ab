// Reading the System Log beyond its searches: one event, where the log ends now, and a whole search page by page.
import { eq, max } from "drizzle-orm";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import type { LogEventView } from "./schema";
import { type LogSearch, searchLog } from "./search";
import { logEvents } from "./table";

export async function getLogEvent(ctx: Ctx, uuid: string): Promise<LogEventView> {
	const [row] = await ctx.db.select({ event: logEvents.event }).from(logEvents).where(eq(logEvents.uuid, uuid));
	if (!row) throw notFound("LogEvent", uuid);
	return JSON.parse(row.event);
}

/** The cursor of a poll that sees only what is stored from now on. */
export async function endOfLog(ctx: Ctx): Promise<string> {
	const [last] = await ctx.db.select({ seq: max(logEvents.seq) }).from(logEvents);
	return String(last?.seq ?? 0);
}

const rowsPerPage = 1_000;

/** Pages of a bounded search until its end, or until there were so many events. */
export async function* eachPage(ctx: Ctx, search: LogSearch, mostEvents: number): AsyncGenerator<LogEventView[]> {
	let after: string | undefined;
	for (let left = mostEvents; left > 0; left -= rowsPerPage) {
		const page = await searchLog(ctx, { ...search, after, limit: Math.min(left, rowsPerPage) });
		yield page.items;
		if (page.next === undefined) return;
		after = page.next;
	}
}
