// A temporary allow: for a while, policies challenge a user whom they would block. Customer care grants and cancels it.
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { temporaryAllows } from "./table";

/** For a batch of somebody else's: a row for a user who has one. */
export const temporaryAllowStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db
		.select({ endsAt: temporaryAllows.endsAt })
		.from(temporaryAllows)
		.where(and(eq(temporaryAllows.userId, userId), gt(temporaryAllows.endsAt, ctx.now())));

/** Epoch ms when it ends; null where there is none. */
export async function findTemporaryAllow(ctx: Ctx, userId: string): Promise<number | null> {
	const [row] = await temporaryAllowStatement(ctx, sql`${userId}`);
	return row?.endsAt ?? null;
}

const isThere = (ctx: Ctx, userId: string) =>
	sql`EXISTS (SELECT 1 FROM ${temporaryAllows}
		WHERE ${temporaryAllows.userId} = ${userId} AND ${temporaryAllows.endsAt} > ${ctx.now()})`;

/** For a batch of customer care. Nobody makes one longer that is there. */
export const temporaryAllowGrant = (ctx: Ctx, userId: string, endsAt: number, isTaken: SQL) => ({
	isThere: sql`NOT ${isThere(ctx, userId)}`,
	statements: [
		ctx.db
			.insert(temporaryAllows)
			.select(sql`SELECT ${userId}, ${endsAt} WHERE ${isTaken}`)
			.onConflictDoUpdate({ target: temporaryAllows.userId, set: { endsAt } }),
	],
});

export const temporaryAllowCancel = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	isThere: isThere(ctx, userId),
	statements: [ctx.db.delete(temporaryAllows).where(and(eq(temporaryAllows.userId, userId), isTaken))],
});
