// Which status may follow which, however late, often and disordered receipts come in. PURE.
import type { DeliveryStatus } from "../../messages/message";

/**
 * What a message may have been before it becomes this. `delivered` comes after everything, as a phone that was off may
 * still get what its operator had given up, and nothing comes after it. Not knowing is no news.
 */
export const predecessors: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
	unknown: [],
	queued: ["unknown"],
	sent: ["unknown", "queued"],
	undelivered: ["unknown", "queued", "sent"],
	failed: ["unknown", "queued", "sent"],
	delivered: ["unknown", "queued", "sent", "undelivered", "failed"],
};

/** Of the tries of one delivery the one that got furthest says where the delivery is: the first of these that is there. */
export const bestFirst: readonly DeliveryStatus[] = ["delivered", "sent", "queued", "undelivered", "failed", "unknown"];
