// How the status of a try and of its delivery may move. Nothing else decides this, neither in TypeScript nor in SQL.
import { type Column, inArray, type SQL, sql } from "drizzle-orm";
import type { DeliveryStatus } from "../../messages/message";
import { deliveryTries } from "./table";

/**
 * Which statuses a receipt's status may follow, however late, often and disordered receipts come in. `delivered`
 * follows every other status. A phone that was off may still get a message that its operator had given up. Nothing
 * follows `delivered`. `unknown` follows nothing, because not knowing is no news.
 */
export const predecessors: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
	unknown: [],
	queued: ["unknown"],
	sent: ["unknown", "queued"],
	undelivered: ["unknown", "queued", "sent"],
	failed: ["unknown", "queued", "sent"],
	delivered: ["unknown", "queued", "sent", "undelivered", "failed"],
};

/**
 * A delivery has the best status of its tries, and this list begins with the best. `unknown` comes before `undelivered`
 * and `failed`, because the message of an unknown try may still arrive.
 */
export const bestFirst: readonly DeliveryStatus[] = ["delivered", "sent", "queued", "unknown", "undelivered", "failed"];

/** The status of a delivery with these tries. A delivery that nobody could try has failed. */
export const bestOf = (tries: readonly { status: DeliveryStatus }[]): DeliveryStatus =>
	bestFirst.find((status) => tries.some((one) => one.status === status)) ?? "failed";

const rank = sql.raw(bestFirst.map((status, index) => `WHEN '${status}' THEN ${index}`).join(" "));

/** `bestOf` in SQL, over the tries that D1 has. */
export const bestStored = (deliveryId: string): SQL<DeliveryStatus> =>
	sql`coalesce((SELECT status FROM ${deliveryTries} WHERE delivery_id = ${deliveryId}
		ORDER BY CASE status ${rank} END LIMIT 1), 'failed')`;

/** The condition that a receipt's status may follow the stored one. */
export const mayFollow = (column: Column, status: DeliveryStatus): SQL => inArray(column, [...predecessors[status]]);

/** What a provider answered to a try. A receipt that came before the answer knows more, so its status stays. */
export const answered = (column: Column, status: DeliveryStatus): SQL<DeliveryStatus> =>
	sql`CASE ${column} WHEN 'unknown' THEN ${status} ELSE ${column} END`;

/** Null once the delivery has arrived, because nobody needs its text any more. */
export const unlessDelivered = (deliveryId: string, column: Column): SQL =>
	sql`CASE ${bestStored(deliveryId)} WHEN 'delivered' THEN NULL ELSE ${column} END`;
