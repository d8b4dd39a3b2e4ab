// What a waiting page does next, by what is known of the message.
import type { Ctx } from "../context";
import { getDelivery } from "../delivery/tracking/service";
import type { DeliveryStatus } from "../messages/message";
import type { WaitingStep } from "./challenge";

/** Many providers say nothing more once they have sent a message, so the person may have the code by then. */
const steps = {
	queued: "wait",
	sent: "challenge",
	delivered: "challenge",
	unknown: "challenge",
	undelivered: "error",
	failed: "error",
} as const satisfies Record<DeliveryStatus, WaitingStep>;

/** A provider without callbacks is asked. */
export const waitingStep = async (ctx: Ctx, deliveryId: string): Promise<WaitingStep> =>
	steps[(await getDelivery(ctx, deliveryId)).delivery.status];
