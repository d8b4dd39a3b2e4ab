// What providers report about tries: finds the tries, and moves a try on together with its delivery.
import { and, eq, ne, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import { retryWrite } from "../../db";
import type { Receipt } from "../../drivers/driver";
import type { Channel, DeliveryStatus } from "../../messages/message";
import { bestStored, mayFollow, unlessDelivered } from "./status";
import { deliveries, deliveryReceipts, deliveryTries } from "./table";

/** A try that receipts may be about. */
export interface ReportedTry {
	deliveryId: string;
	providerName: string;
	providerMessageId: string | null;
	status: DeliveryStatus;
	channel: Channel;
	userId: string | null;
}

/** The account's tries whose message ids the receipts name, and the try of the delivery. */
export async function findTries(
	ctx: Ctx,
	accountId: string,
	receipts: readonly Receipt[],
	deliveryId: string | undefined,
): Promise<ReportedTry[]> {
	if (receipts.length === 0) return [];
	const { providerMessageId } = deliveryTries;
	const messageIds = JSON.stringify(receipts.map((receipt) => receipt.providerMessageId));
	const isNamed = sql`${providerMessageId} IN (SELECT value FROM json_each(${messageIds}))`;
	const isOfAddress = deliveryId === undefined ? undefined : eq(deliveryTries.deliveryId, deliveryId);
	return ctx.db
		.select({
			deliveryId: deliveryTries.deliveryId,
			providerName: deliveryTries.providerName,
			providerMessageId,
			status: deliveryTries.status,
			channel: deliveries.channel,
			userId: deliveries.userId,
		})
		.from(deliveryTries)
		.innerJoin(deliveries, eq(deliveries.id, deliveryTries.deliveryId))
		.where(and(eq(deliveryTries.accountId, accountId), or(isNamed, isOfAddress)));
}

/**
 * Moves a try on together with its delivery. When receipts come in at once, the condition on the status decides.
 * @param logged a statement that writes only when the statement before it changed a row, such as `logStatement`
 */
export async function moveTryOn(
	ctx: Ctx,
	accountId: string,
	deliveryId: string,
	{ providerMessageId, status, detail }: Receipt,
	logged: BatchItem<"sqlite">,
): Promise<void> {
	const now = ctx.now();
	const isThisTry = and(eq(deliveryTries.deliveryId, deliveryId), eq(deliveryTries.accountId, accountId));
	const statements = [
		ctx.db
			.update(deliveryTries)
			.set({ status, providerMessageId })
			.where(and(isThisTry, mayFollow(deliveryTries.status, status))),
		ctx.db
			.insert(deliveryReceipts)
			.select(sql`SELECT ${deliveryId}, ${accountId}, ${status}, ${detail}, ${now} WHERE changes() > 0`),
		logged,
		ctx.db
			.update(deliveries)
			.set({
				status: bestStored(deliveryId),
				messageSealed: unlessDelivered(deliveryId, deliveries.messageSealed),
				lastUpdatedAt: now,
			})
			.where(and(eq(deliveries.id, deliveryId), ne(deliveries.status, bestStored(deliveryId)))),
	] as const;
	await retryWrite(() => ctx.db.batch(statements));
}
