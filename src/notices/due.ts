// Which notices are due: each is claimed before it is sent, and of a kind a user gets one an hour at the most.
import { inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { pastAddresses, type UserNoticeRow, userNotices } from "./table";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Who doesn't come back has failed. Then the notice is tried again. */
const leaseMs = 10 * minuteMs;
const atOnce = 20;

/** The notices of a user that are told together, because they are of one kind. The oldest first. */
export type Due = [UserNoticeRow, ...UserNoticeRow[]];

/** Takes what is due, at most so many users and kinds, those that wait longest. Nobody else gets them meanwhile. */
export async function claimDue(ctx: Ctx): Promise<Due[]> {
	const now = ctx.now();
	const isWaiting = sql`sent_at IS NULL AND claimed_until <= ${now} AND happened_at > ${now - dayMs}`;
	const isBusy = sql`sent_at > ${now - hourMs} OR (sent_at IS NULL AND claimed_until > ${now})`;
	const rows = await ctx.db
		.update(userNotices)
		.set({ claimedUntil: now + leaseMs })
		.where(
			sql`${isWaiting} AND (user_id, kind) IN (
				SELECT user_id, kind FROM user_notices AS due WHERE ${isWaiting} AND NOT EXISTS (
					SELECT 1 FROM user_notices WHERE user_id = due.user_id AND kind = due.kind AND (${isBusy}))
				GROUP BY user_id, kind ORDER BY MIN(happened_at) LIMIT ${atOnce})`,
		)
		.returning();
	const groups = new Map<string, UserNoticeRow[]>();
	for (const row of rows.sort((one, other) => one.happenedAt - other.happenedAt)) {
		const key = `${row.userId} ${row.kind}`;
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	return [...groups.values()] as Due[];
}

export async function noteSent(ctx: Ctx, due: Due): Promise<void> {
	const sentAt = ctx.now();
	await retryWrite(() => ctx.db.update(userNotices).set({ sentAt }).where(isOf(due)));
}

/** Nobody is there whom it could be told. */
export async function dropDue(ctx: Ctx, due: Due): Promise<void> {
	await ctx.db.delete(userNotices).where(isOf(due));
}

const isOf = (due: Due): SQL =>
	inArray(
		userNotices.eventUuid,
		sql`(SELECT value FROM json_each(${JSON.stringify(due.map(({ eventUuid }) => eventUuid))}))`,
	);

/** Nightly. A notice that couldn't be sent in a day says nothing any more, and no notice needs an older address. */
export async function deleteOldUserNotices(ctx: Ctx): Promise<void> {
	const old = ctx.now() - 2 * dayMs;
	const endedAt = sql`coalesce(${pastAddresses.until}, ${pastAddresses.notedAt})`;
	await ctx.db.batch([
		ctx.db.delete(userNotices).where(lt(userNotices.happenedAt, old)),
		ctx.db.delete(pastAddresses).where(lt(endedAt, old)),
	]);
}
