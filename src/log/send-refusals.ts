// Messages that a limit or a list refused before they were sent. An index has these events alone.
import { and, desc, gte, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { LogEventView } from "./schema";
import { logEvents } from "./table";

/** The expression is that of the index, letter for letter. */
const isRefusal = sql`substr(event ->> '$.outcome.reason', 1, 11) = 'SEND_LIMIT_'`;

/** The newest first. Those that would only have been refused are among them; their result is SKIPPED. */
export async function listSendRefusals(ctx: Ctx, limit: number): Promise<LogEventView[]> {
	const rows = await ctx.db
		.select({ event: logEvents.event })
		.from(logEvents)
		.where(isRefusal)
		.orderBy(desc(logEvents.published), desc(logEvents.seq))
		.limit(limit);
	return rows.map(({ event }) => JSON.parse(event));
}

export interface SendRefusalCount {
	/** Such as `SEND_LIMIT_HOURLY`. */
	reason: string;
	/** With those that have no event of their own (docs/decisions/0021-refusals-are-logged-once.md). */
	refused: number;
}

/** A flood of refusals is told by its newest events. */
const mostCounted = 1_000;

/** How many there were for each reason since a moment, the most first. */
export function countSendRefusals(ctx: Ctx, since: number): Promise<SendRefusalCount[]> {
	const newest = ctx.db
		.select({
			reason: sql<string>`event ->> '$.outcome.reason'`.as("reason"),
			meanwhile: sql<number>`COALESCE(event ->> '$.debugContext.debugData.refusedMeanwhile', 0)`.as("meanwhile"),
		})
		.from(logEvents)
		.where(and(isRefusal, gte(logEvents.published, since)))
		.orderBy(desc(logEvents.published))
		.limit(mostCounted)
		.as("newest");
	const refused = sql<number>`COUNT(*) + SUM(${newest.meanwhile})`.as("refused");
	return ctx.db
		.select({ reason: newest.reason, refused })
		.from(newest)
		.groupBy(sql`${newest.reason}`)
		.orderBy(desc(refused));
}
