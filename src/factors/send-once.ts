// Sends with an Idempotency-Key: all requests with the same key get one message and one answer.
import type { Ctx } from "../context";
import { awaitFirst, FirstUnderWay } from "../delivery/first-request";
import { findDeliveryByKey, type KeyedDelivery } from "../delivery/records/read";
import { deliveryFailed, invalid } from "../errors";
import type { SendOptions } from "../messages/send-request";

/** The message of an earlier request with the same key. */
export type EarlierDelivery = Pick<KeyedDelivery, "id" | "status" | "factorId">;

/** Longer than a hook and all providers after it may take together. */
const firstWithinMs = 6_000;

/**
 * Sends once for all requests with one idempotency key. When the result of the first request is known, `repeat` answers
 * the later requests with the first request's message.
 * @throws FirstUnderWay when the first request has no result in time
 */
export async function sendOnce<T>(
	ctx: Ctx,
	userId: string,
	{ idempotencyKey }: SendOptions,
	repeat: (earlier: EarlierDelivery) => Promise<T>,
	first: () => Promise<T>,
): Promise<T> {
	if (idempotencyKey === undefined) return first();
	const find = () => findEarlier(ctx, userId, idempotencyKey);
	if ((await find()) === null) {
		try {
			return await first();
		} catch (error) {
			if (!(error instanceof FirstUnderWay)) throw error;
		}
	}
	const answered = await awaitFirst(async () => {
		const earlier = await find();
		return earlier && isOver(ctx, earlier) ? earlier : null;
	}, firstWithinMs);
	if (answered === null) throw new FirstUnderWay();
	return repeat(answered);
}

/**
 * Finds the earlier message. Throws when the key belongs to another user, or when no provider took the earlier message.
 */
async function findEarlier(ctx: Ctx, userId: string, idempotencyKey: string): Promise<KeyedDelivery | null> {
	const earlier = await findDeliveryByKey(ctx, idempotencyKey);
	if (!earlier) return null;
	if (earlier.userId !== userId) throw keyTaken();
	const hasFailed = earlier.accountId === null && (earlier.status === "failed" || earlier.status === "unknown");
	if (hasFailed) throw deliveryFailed(earlier.channel, "first-request-failed");
	return earlier;
}

/** A delivery may stay open because its Worker died while sending. Its message may have left, so it counts as sent. */
const isOver = (ctx: Ctx, { isClosed, createdAt }: KeyedDelivery) => isClosed || createdAt < ctx.now() - firstWithinMs;

export const keyTaken = () => invalid("Idempotency-Key", "key-taken");
