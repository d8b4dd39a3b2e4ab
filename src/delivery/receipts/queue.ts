// The queue of receipts: those of SMPP sessions, with what people wrote, of large callbacks, and of tries to come.
import type { Ctx } from "../../context";
import type { Receipt, Reply } from "../../drivers/driver";
import { takeEach } from "../../queue";
import { takeReplies } from "../replies/take";
import { applyReceipts } from "./apply";

interface QueuedReceipts {
	accountId: string;
	receipts: Receipt[];
	/** What people wrote, as an SMPP session heard it. */
	replies?: Reply[];
	deliveryId?: string;
	/** How often the queue has brought these receipts, and their messages were unknown. */
	looks?: number;
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
const mostLooks = 6;

/** Queues receipts to be applied later: receipts of unknown messages, and more than can be applied at once. */
export async function applyLater(ctx: Ctx, { receipts, ...where }: QueuedReceipts): Promise<void> {
	const messages = inPieces(receipts, receiptsAtOnce).map((piece) => ({ body: { ...where, receipts: piece } }));
	for (const piece of inPieces(messages, messagesAtOnce)) {
		await ctx.env.bindings.RECEIPT_QUEUE.sendBatch(piece, { delaySeconds: lookAgainAfterSeconds });
	}
}

const inPieces = <T>(all: readonly T[], length: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / length) }, (_, index) => all.slice(index * length, (index + 1) * length));

/**
 * The consumer. Receipts of unknown messages are queued once more, some times, and then dropped on purpose. Their looks
 * are counted apart from the platform's tries, because a D1 that fails tells nothing about a receipt.
 */
export const takeQueuedReceipts = (ctx: Ctx, batch: MessageBatch<QueuedReceipts>): Promise<void> =>
	takeEach(batch, async ({ looks = 0, receipts, replies = [], ...where }) => {
		await takeReplies(ctx, where.accountId, replies);
		const unknown = await applyReceipts(ctx, where.accountId, receipts, where.deliveryId);
		const looked = looks + 1;
		if (unknown.length > 0 && looked < mostLooks) await applyLater(ctx, { ...where, receipts: unknown, looks: looked });
	});
