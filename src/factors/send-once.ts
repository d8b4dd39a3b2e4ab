// Sends that are asked for with an Idempotency-Key: one message for all requests with the same key, and one answer.
import type { Ctx } from "../context";
import { awaitFirst, FirstUnderWay } from "../delivery/first-request";
import { type DeliveryRow, findDeliveryByKey } from "../delivery/records";
import { deliveryFailed, invalid } from "../errors";
import type { SendHeaders } from "./send-headers";

/** The message of an earlier request with the same key. */
export type EarlierDelivery = Pick<DeliveryRow, "id" | "status" | "factorId">;

/**
 * Sends once for all requests with one idempotency key: `repeat` answers the later ones with the message of the first,
 * also when that is only under way.
 */
export async function sendOnce<T>(
	ctx: Ctx,
	userId: string,
	options: SendHeaders,
	repeat: (earlier: EarlierDelivery) => Promise<T>,
	first: () => Promise<T>,
): Promise<T> {
	const { idempotencyKey } = options;
	if (idempotencyKey === undefined) return first();
	const earlier = await findEarlier(ctx, userId, idempotencyKey);
	if (earlier) return repeat(earlier);
	try {
		return await first();
	} catch (error) {
		if (!(error instanceof FirstUnderWay)) throw error;
		const settled = await awaitFirst(async () => {
			const found = await findEarlier(ctx, userId, idempotencyKey);
			return found && isSettled(found) ? found : null;
		});
		if (settled === null) throw error;
		return repeat(settled);
	}
}

/** Throws as the earlier request did when no provider took its message, and when it was about another user. */
async function findEarlier(ctx: Ctx, userId: string, idempotencyKey: string): Promise<DeliveryRow | null> {
	const earlier = await findDeliveryByKey(ctx, idempotencyKey);
	if (!earlier) return null;
	if (earlier.userId !== userId) throw keyTaken();
	const hasFailed = earlier.accountId === null && (earlier.status === "failed" || earlier.status === "unknown");
	if (hasFailed)
		throw deliveryFailed(earlier.channel, "No provider took the message of the first request with this key.");
	return earlier;
}

/** A row is `queued` from its first moment on; who took the message is written down when somebody has. */
const isSettled = ({ status, accountId }: DeliveryRow) => status !== "queued" || accountId !== null;

export const keyTaken = () => invalid("Idempotency-Key", "The key belongs to another request.");
