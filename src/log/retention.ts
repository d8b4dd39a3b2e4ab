// How long the System Log is kept: the nightly clean-up.
import { inArray, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { logEvents } from "./table";

const dayMs = 24 * 60 * 60 * 1000;

/** Statements stay short, so that the log can be written between them. */
const rowsPerStatement = 1_000;

/** Deletes older events and returns how many. If the run is cut short, the next run goes on. */
export async function deleteOldEvents(ctx: Ctx, { olderThanDays }: { olderThanDays: number }): Promise<number> {
	const old = ctx.db
		.select({ seq: logEvents.seq })
		.from(logEvents)
		.where(lt(logEvents.published, ctx.now() - olderThanDays * dayMs))
		.limit(rowsPerStatement);
	let deleted = 0;
	for (;;) {
		const { meta } = await ctx.db.delete(logEvents).where(inArray(logEvents.seq, old));
		deleted += meta.changes;
		if (meta.changes < rowsPerStatement) return deleted;
	}
}
