// The newest events about somebody or something: those whose first target it is.
import { desc, eq, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { LogEventView } from "./schema";
import { logEvents } from "./table";

/** Newest first. The expression is that of an index, letter for letter. */
export async function listEventsAbout(ctx: Ctx, targetId: string, limit: number): Promise<LogEventView[]> {
	const rows = await ctx.db
		.select({ event: logEvents.event })
		.from(logEvents)
		.where(eq(sql`event ->> '$.target[0].id'`, targetId))
		.orderBy(desc(logEvents.published), desc(logEvents.seq))
		.limit(limit);
	return rows.map(({ event }) => JSON.parse(event));
}
