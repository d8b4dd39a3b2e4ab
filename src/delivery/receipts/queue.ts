// Receipts on the queue: those of SMPP sessions, and callbacks that were faster than the note of what had been sent.
import type { Ctx } from "../../context";
import type { Receipt } from "../driver";
import { applyReceipts } from "./apply";

export interface QueuedReceipts {
	accountId: string;
	receipts: Receipt[];
	deliveryId?: string;
}

/** The tries of a message are written right after the answer to whoever asked for it, some seconds later at the most. */
const lookAgainAfterSeconds = 5;

/** Has receipts of messages that aren't known yet looked at once more. */
export async function applyLater(ctx: Ctx, receipts: QueuedReceipts): Promise<void> {
	await ctx.env.bindings.RECEIPT_QUEUE.send(receipts, { delaySeconds: lookAgainAfterSeconds });
}

/** The consumer. What stays unknown comes again until the queue's retries are used up, and is then forgotten. */
export async function takeQueuedReceipts(ctx: Ctx, batch: MessageBatch<QueuedReceipts>): Promise<void> {
	for (const message of batch.messages) {
		const { accountId, receipts, deliveryId } = message.body;
		const unknown = await applyReceipts(ctx, accountId, receipts, deliveryId);
		if (unknown.length === 0) message.ack();
		else message.retry({ delaySeconds: lookAgainAfterSeconds });
	}
}
