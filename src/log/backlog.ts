// Whose events are stuck: noted by the guards that hold them, until the log has the events.
import { asc, eq, gt } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Db, type Page, pageOf } from "../db";
import type { BacklogQuery, BacklogView } from "./schema";
import { type BacklogRow, logBacklog } from "./table";

/** What a guard knows about its events that don't get into the log. */
interface Backlog {
	userId: string;
	events: number;
	/** Epoch ms. */
	oldestAt: number;
	reason: string;
}

/** Notes that events of a user are stuck. It replaces what was noted about this user before. */
export async function noteBacklog(db: Db, { userId, ...backlog }: Backlog, now: number): Promise<void> {
	const noted = { ...backlog, notedAt: now };
	await db
		.insert(logBacklog)
		.values({ userId, ...noted })
		.onConflictDoUpdate({ target: logBacklog.userId, set: noted });
}

/** No event of the user is stuck any more. */
export async function clearBacklog(db: Db, userId: string): Promise<void> {
	await db.delete(logBacklog).where(eq(logBacklog.userId, userId));
}

export async function listBacklog(ctx: Ctx, { after, limit }: BacklogQuery): Promise<Page<BacklogRow>> {
	const rows = await ctx.db
		.select()
		.from(logBacklog)
		.where(after === undefined ? undefined : gt(logBacklog.userId, after))
		.orderBy(asc(logBacklog.userId))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.userId);
}

export const toBacklogView = ({ userId, events, oldestAt, reason, notedAt }: BacklogRow): BacklogView => ({
	userId,
	events,
	oldest: new Date(oldestAt).toISOString(),
	reason,
	lastUpdated: new Date(notedAt).toISOString(),
});
