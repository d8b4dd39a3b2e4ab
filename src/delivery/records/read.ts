// Finding one delivery: by id, by idempotency key, and with its tries and receipts.
import { asc, eq, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { type DeliveryRow, deliveries, deliveryReceipts, deliveryTries, type ReceiptRow, type TryRow } from "./table";

export type { DeliveryRow, ReceiptRow, TryRow };

const dayMs = 24 * 60 * 60 * 1000;

export async function findDelivery(ctx: Ctx, id: string): Promise<DeliveryRow | null> {
	const [row] = await ctx.db.select().from(deliveries).where(eq(deliveries.id, id)).limit(1);
	return row ?? null;
}

/** A delivery as a repeated request finds it. `isClosed` says that the result of the send is known. */
export type KeyedDelivery = DeliveryRow & { isClosed: boolean };

/** The delivery of an idempotency key. The key is taken for a day, and then free again. */
export async function findDeliveryByKey(ctx: Ctx, key: string): Promise<KeyedDelivery | null> {
	const isKey = eq(deliveries.idempotencyKey, key);
	const hasTries = sql<number>`EXISTS (SELECT 1 FROM ${deliveryTries} WHERE ${deliveryTries.deliveryId} = ${deliveries.id})`;
	const [found] = await ctx.db.select({ row: deliveries, hasTries }).from(deliveries).where(isKey);
	if (!found) return null;
	const { row } = found;
	if (row.createdAt <= ctx.now() - dayMs) {
		await ctx.db.update(deliveries).set({ idempotencyKey: null }).where(eq(deliveries.id, row.id));
		return null;
	}
	return { ...row, isClosed: row.status !== "queued" || found.hasTries === 1 };
}

/** A delivery with its tries and their receipts, each in order. */
export interface Timeline {
	delivery: DeliveryRow;
	tries: TryRow[];
	receipts: ReceiptRow[];
}

export async function findTimeline(ctx: Ctx, id: string): Promise<Timeline | null> {
	const [[delivery], tries, receipts] = await ctx.db.batch([
		ctx.db.select().from(deliveries).where(eq(deliveries.id, id)),
		ctx.db.select().from(deliveryTries).where(eq(deliveryTries.deliveryId, id)).orderBy(asc(deliveryTries.position)),
		ctx.db
			.select()
			.from(deliveryReceipts)
			.where(eq(deliveryReceipts.deliveryId, id))
			.orderBy(asc(deliveryReceipts.receivedAt)),
	]);
	return delivery ? { delivery, tries, receipts } : null;
}
