// Finding deliveries for a caller: a list, or one with its tries.
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { notFound } from "../../errors";
import { phoneNumberRefused, readPhoneNumber, withoutInvisible } from "../../phone/number";
import { type DeliveryFilter, destinationHashOf, listDeliveryRows } from "../records/list";
import { type DeliveryRow, findTimeline, type Timeline } from "../records/read";
import { pollDelivery } from "./poll";

/** The newest first. */
export async function listDeliveries(ctx: Ctx, query: DeliveryFilter & { limit: number }): Promise<Page<DeliveryRow>> {
	const rows = await listDeliveryRows(ctx, query, query.limit + 1);
	return pageOf(rows, query.limit, (row) => row.id);
}

/**
 * The name by which deliveries to a number or an address are found, so that nobody has to write contact data into an
 * address. A number may be written as people write it.
 * @throws ApiError for what looks like a number, and is none
 */
export async function destinationKey(ctx: Ctx, written: string): Promise<string> {
	const text = withoutInvisible(written).trim();
	if (!/^[+(\p{Nd}]/u.test(text.normalize("NFKC")) || text.includes("@")) return destinationHashOf(ctx, text);
	const number = readPhoneNumber(text, { takesUnknown: true });
	if (!number.ok) throw phoneNumberRefused(number.reason);
	return destinationHashOf(ctx, number.e164);
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
