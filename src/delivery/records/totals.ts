// How tries went by day, country and sender. The rows are counted when deliveries change, so nobody counts deliveries.
import { asc, gte } from "drizzle-orm";
import type { Ctx } from "../../context";
import { deliveryTotals } from "./table";

export type DeliveryTotal = typeof deliveryTotals.$inferSelect;

const dayMs = 24 * 60 * 60 * 1000;

/** Today's, and those of the days before, as many as are asked for. */
export const listDeliveryTotals = (ctx: Ctx, days: number): Promise<DeliveryTotal[]> =>
	ctx.db
		.select()
		.from(deliveryTotals)
		.where(gte(deliveryTotals.day, Math.floor(ctx.now() / dayMs) - days + 1))
		.orderBy(asc(deliveryTotals.day), asc(deliveryTotals.country), asc(deliveryTotals.senderId));
