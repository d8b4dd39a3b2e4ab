// How long the System Log and its totals are kept: the nightly clean-up.
import { inArray, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { logEvents, logTotals } from "./table";
import { hourMs } from "./totals";

const dayMs = 24 * hourMs;

/** Statements stay short, so that the log can be written between them. */
const rowsPerStatement = 1_000;

/** Deletes older events and returns how many. If the run is cut short, the next run goes on. */
export async function deleteOldEvents(ctx: Ctx, { olderThanDays }: { olderThanDays: number }): Promise<number> {
	const oldest = ctx.now() - olderThanDays * dayMs;
	const old = ctx.db
		.select({ seq: logEvents.seq })
		.from(logEvents)
		.where(lt(logEvents.published, oldest))
		.limit(rowsPerStatement);
	let deleted = 0;
	for (;;) {
		const { meta } = await ctx.db.delete(logEvents).where(inArray(logEvents.seq, old));
		deleted += meta.changes;
		if (meta.changes < rowsPerStatement) break;
	}
	await ctx.db.delete(logTotals).where(lt(logTotals.hour, Math.floor(oldest / hourMs)));
	return deleted;
}
