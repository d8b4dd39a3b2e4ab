// Receipts on the queue: those of SMPP sessions, of large callbacks, and of ones faster than the note of what had been sent.
import type { Ctx } from "../../context";
import type { Receipt } from "../../drivers/driver";
import { applyReceipts } from "./apply";

interface QueuedReceipts {
	accountId: string;
	receipts: Receipt[];
	deliveryId?: string;
}

/**
 * How many are applied by one callback, or by one message of the queue. Each takes a batch of D1's; the messages that a
 * consumer gets together must stay within what one invocation may ask of D1.
 */
export const receiptsAtOnce = 20;

/** What a call of `sendBatch` takes, 256 KB, is more than this many messages of such receipts ever come to. */
const messagesAtOnce = 5;

/** The tries of a message are written right after the answer to whoever asked for it, some seconds later at the most. */
const lookAgainAfterSeconds = 5;

/** Has receipts looked at later: those of messages that aren't known yet, and more than can be applied at once. */
export async function applyLater(ctx: Ctx, { receipts, ...where }: QueuedReceipts): Promise<void> {
	const messages = inPieces(receipts, receiptsAtOnce).map((piece) => ({ body: { ...where, receipts: piece } }));
	for (const piece of inPieces(messages, messagesAtOnce)) {
		await ctx.env.bindings.RECEIPT_QUEUE.sendBatch(piece, { delaySeconds: lookAgainAfterSeconds });
	}
}

const inPieces = <T>(all: readonly T[], length: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / length) }, (_, index) => all.slice(index * length, (index + 1) * length));

/** The consumer. What stays unknown comes again until the queue's retries are used up, and is then forgotten. */
export async function takeQueuedReceipts(ctx: Ctx, batch: MessageBatch<QueuedReceipts>): Promise<void> {
	for (const message of batch.messages) {
		const { accountId, receipts, deliveryId } = message.body;
		const unknown = await applyReceipts(ctx, accountId, receipts, deliveryId);
		if (unknown.length === 0) message.ack();
		else message.retry({ delaySeconds: lookAgainAfterSeconds });
	}
}
