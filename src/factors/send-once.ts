// Sends that are asked for with an Idempotency-Key: one message for all requests with the same key, and one answer.
import type { Ctx } from "../context";
import { awaitFirst, FirstUnderWay } from "../delivery/first-request";
import { findDeliveryByKey, type KeyedDelivery } from "../delivery/records/read";
import { deliveryFailed, invalid } from "../errors";
import type { SendOptions } from "../messages/send-request";

/** The message of an earlier request with the same key. */
export type EarlierDelivery = Pick<KeyedDelivery, "id" | "status" | "factorId">;

/** Longer than a hook and all providers after it may take. */
const firstWithinMs = 6_000;

/**
 * Sends once for all requests with one idempotency key: `repeat` answers the later ones with the message of the first,
 * once it is known what came of that.
 * @throws FirstUnderWay when the first one gives no answer in time
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

/** Throws as the earlier request did when no provider took its message, and when it was about another user. */
async function findEarlier(ctx: Ctx, userId: string, idempotencyKey: string): Promise<KeyedDelivery | null> {
	const earlier = await findDeliveryByKey(ctx, idempotencyKey);
	if (!earlier) return null;
	if (earlier.userId !== userId) throw keyTaken();
	const hasFailed = earlier.accountId === null && (earlier.status === "failed" || earlier.status === "unknown");
	if (hasFailed)
		throw deliveryFailed(earlier.channel, "No provider took the message of the first request with this key.");
	return earlier;
}

/** What a Worker that has died since was sending stays open; it may have been sent. */
const isOver = (ctx: Ctx, { isClosed, createdAt }: KeyedDelivery) => isClosed || createdAt < ctx.now() - firstWithinMs;

export const keyTaken = () => invalid("Idempotency-Key", "The key belongs to another request.");
