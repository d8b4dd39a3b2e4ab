// Finding deliveries for a caller: a list, or one with its tries.
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { notFound } from "../../errors";
import type { DeliveryRow } from "../records/read";
import { findTimeline, listDeliveryRows, type Timeline } from "../records/read";
import { pollDelivery } from "./poll";
import type { DeliveryListQuery } from "./schema";

/** The newest first. */
export async function listDeliveries(ctx: Ctx, query: DeliveryListQuery): Promise<Page<DeliveryRow>> {
	const rows = await listDeliveryRows(ctx, query, query.limit + 1);
	return pageOf(rows, query.limit, (row) => row.id);
}

/** Returns a delivery with its tries. A provider without callbacks is asked first. */
export async function getDelivery(ctx: Ctx, id: string): Promise<Timeline> {
	const known = await getTimeline(ctx, id);
	return (await pollDelivery(ctx, known)) ? getTimeline(ctx, id) : known;
}

async function getTimeline(ctx: Ctx, id: string): Promise<Timeline> {
	const timeline = await findTimeline(ctx, id);
	if (!timeline) throw notFound("Delivery", id);
	return timeline;
}
