// The queue of receipts: from SMPP sessions, from large callbacks, and receipts that arrive before their try is stored.
import type { Ctx } from "../../context";
import type { Receipt } from "../../drivers/driver";
import { applyReceipts } from "./apply";

interface QueuedReceipts {
	accountId: string;
	receipts: Receipt[];
	deliveryId?: string;
}

/**
 * How many receipts one callback, or one message of the queue, applies. Each receipt takes a batch of D1. All messages
 * that a consumer gets at once must stay within what one invocation may ask of D1.
 */
export const receiptsAtOnce = 20;

/** So many messages of receipts always fit into one call of `sendBatch`, which takes 256 KB. */
const messagesAtOnce = 5;

/** The tries of a message are written right after the caller's answer, at most some seconds later. */
const lookAgainAfterSeconds = 5;

/** Queues receipts to be applied later: receipts of unknown messages, and more than can be applied at once. */
export async function applyLater(ctx: Ctx, { receipts, ...where }: QueuedReceipts): Promise<void> {
	const messages = inPieces(receipts, receiptsAtOnce).map((piece) => ({ body: { ...where, receipts: piece } }));
	for (const piece of inPieces(messages, messagesAtOnce)) {
		await ctx.env.bindings.RECEIPT_QUEUE.sendBatch(piece, { delaySeconds: lookAgainAfterSeconds });
	}
}

const inPieces = <T>(all: readonly T[], length: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / length) }, (_, index) => all.slice(index * length, (index + 1) * length));

/** The consumer. Receipts that stay unknown come again until the queue's retries are used up, and are then dropped. */
export async function takeQueuedReceipts(ctx: Ctx, batch: MessageBatch<QueuedReceipts>): Promise<void> {
	for (const message of batch.messages) {
		const { accountId, receipts, deliveryId } = message.body;
		const unknown = await applyReceipts(ctx, accountId, receipts, deliveryId);
		if (unknown.length === 0) message.ack();
		else message.retry({ delaySeconds: lookAgainAfterSeconds });
	}
}
