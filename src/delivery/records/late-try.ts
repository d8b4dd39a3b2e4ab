// A later try claims its row before the message leaves, so that an account never gets the same message twice.
import { and, eq, max, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import type { Account } from "../../providers/accounts/remembered";
import type { Try } from "../../providers/try";
import { answered, bestStored } from "./status";
import { deliveries, deliveryTries } from "./table";

/** @returns the position of the try; null when the account already has the message, or another run is sending it */
export async function claimTry(ctx: Ctx, deliveryId: string, account: Account): Promise<number | null> {
	const [last] = await ctx.db
		.select({ position: max(deliveryTries.position) })
		.from(deliveryTries)
		.where(eq(deliveryTries.deliveryId, deliveryId));
	const position = (last?.position ?? -1) + 1;
	const [claimed] = await ctx.db
		.insert(deliveryTries)
		.values({
			deliveryId,
			position,
			accountId: account.id,
			hookId: null,
			providerName: account.driver.id,
			result: "unknown",
			kind: "unknown",
			providerCode: null,
			providerMessageId: null,
			status: "unknown",
			startedAt: ctx.now(),
			durationMs: 0,
		})
		.onConflictDoNothing()
		.returning({ position: deliveryTries.position });
	return claimed ? position : null;
}

/**
 * What became of a try that an earlier run has claimed.
 * @param before epoch ms: a try that began earlier, and has no answer, was broken off
 */
export async function claimedTry(
	ctx: Ctx,
	deliveryId: string,
	accountId: string,
	before: number,
): Promise<"answered" | "broken-off" | "under-way"> {
	const isThisTry = and(eq(deliveryTries.deliveryId, deliveryId), eq(deliveryTries.accountId, accountId));
	const [claimed] = await ctx.db.select().from(deliveryTries).where(isThisTry);
	// Another account's try was claimed in the same moment, with the same position.
	if (!claimed) return "under-way";
	if (claimed.result !== "unknown" || claimed.durationMs > 0) return "answered";
	return claimed.startedAt < before ? "broken-off" : "under-way";
}

/** The statements that save the result of a claimed try. */
export function lateTryStatements(
	ctx: Ctx,
	deliveryId: string,
	position: number,
	made: Try,
): [BatchItem<"sqlite">, BatchItem<"sqlite">] {
	return [
		ctx.db
			.update(deliveryTries)
			.set({
				...made,
				status: answered(deliveryTries.status, made.status),
				providerMessageId: sql`coalesce(${deliveryTries.providerMessageId}, ${made.providerMessageId})`,
			})
			.where(and(eq(deliveryTries.deliveryId, deliveryId), eq(deliveryTries.position, position))),
		ctx.db
			.update(deliveries)
			.set({
				status: bestStored(deliveryId),
				...(made.result === "accepted" ? { accountId: made.accountId } : {}),
				lastUpdatedAt: ctx.now(),
			})
			.where(eq(deliveries.id, deliveryId)),
	];
}
