// Looking deliveries up.
import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { notFound } from "../../errors";
import { deliveryReceipts } from "../receipts/table";
import type { DeliveryRow } from "../records";
import { deliveries, deliveryAttempts } from "../table";
import { pollDelivery } from "./poll";
import type { DeliveryListQuery, DeliverySummaryView, DeliveryView } from "./schema";

/** The newest first. */
export async function listDeliveries(ctx: Ctx, query: DeliveryListQuery): Promise<Page<DeliverySummaryView>> {
	const { userId, status, channel, after, limit } = query;
	const rows = await ctx.db
		.select()
		.from(deliveries)
		.where(
			and(
				userId === undefined ? undefined : eq(deliveries.userId, userId),
				status === undefined ? undefined : eq(deliveries.status, status),
				channel === undefined ? undefined : eq(deliveries.channel, channel),
				after === undefined ? undefined : lt(deliveries.id, after),
			),
		)
		.orderBy(desc(deliveries.id))
		.limit(limit + 1);
	const page = pageOf(rows, limit, (row) => row.id);
	return { ...page, items: page.items.map(toSummary) };
}

/** Where a delivery is; a provider that tells only when asked is asked first. */
export async function getDelivery(ctx: Ctx, id: string): Promise<DeliveryView> {
	const known = await readDelivery(ctx, id);
	return (await pollDelivery(ctx, known)) ? readDelivery(ctx, id) : known;
}

async function readDelivery(ctx: Ctx, id: string): Promise<DeliveryView> {
	const [[row], attempts, receipts] = await ctx.db.batch([
		ctx.db.select().from(deliveries).where(eq(deliveries.id, id)),
		ctx.db
			.select()
			.from(deliveryAttempts)
			.where(eq(deliveryAttempts.deliveryId, id))
			.orderBy(asc(deliveryAttempts.position)),
		ctx.db
			.select()
			.from(deliveryReceipts)
			.where(eq(deliveryReceipts.deliveryId, id))
			.orderBy(asc(deliveryReceipts.receivedAt)),
	]);
	if (!row) throw notFound("Delivery", id);
	return { ...toSummary(row), attempts: attempts.map((attempt) => toAttempt(attempt, receipts)) };
}

function toAttempt(
	row: typeof deliveryAttempts.$inferSelect,
	receipts: readonly (typeof deliveryReceipts.$inferSelect)[],
): DeliveryView["attempts"][number] {
	return {
		provider: row.provider,
		accountId: row.accountId,
		hookId: row.hookId,
		result: row.result,
		reason: row.kind,
		providerCode: row.providerCode,
		providerMessageId: row.providerMessageId,
		status: row.status,
		at: iso(row.startedAt),
		durationMs: row.durationMs,
		receipts: receipts
			.filter((receipt) => receipt.accountId === row.accountId)
			.map(({ status, detail, receivedAt }) => ({ status, detail, at: iso(receivedAt) })),
	};
}

const toSummary = (row: DeliveryRow): DeliverySummaryView => ({
	id: row.id,
	channel: row.channel,
	status: row.status,
	destination: row.destinationMasked,
	country: row.country,
	requestType: row.requestType,
	userId: row.userId,
	factorId: row.factorId,
	routeId: row.routeId,
	created: iso(row.createdAt),
	expires: iso(row.expiresAt),
	verified: row.verifiedAt === null ? null : iso(row.verifiedAt),
	lastUpdated: iso(row.lastUpdatedAt),
});

const iso = (at: number) => new Date(at).toISOString();
