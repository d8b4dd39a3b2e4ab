// Whose events are stuck: noted by the guards that hold them, until the log has the events.
import { eq } from "drizzle-orm";
import type { Db } from "../db";
import { logBacklog } from "./table";

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
