// Delivers the messages of another system: each one once, however often its request comes, and with an answer in time.
import type { Ctx } from "../context";
import { type AdmittedSend, admitSend } from "../delivery/admit";
import { deliver } from "../delivery/deliver";
import { findDeliveryByKey } from "../delivery/records/read";
import { ApiError, isUnavailable } from "../errors";
import { newId } from "../ids";
import { refundSend } from "../meter/client";
import { awaitAnswer, claimEvent, keepAnswer, releaseEvent } from "./events";
import type { InboundSource } from "./source";

/** Sends the message once, and gives every request an answer. */
export async function receive<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	asked: Asked,
): Promise<Answer> {
	const startedAt = ctx.now();
	const eventId = source.eventIdOf(asked);
	if (!(await claimEvent(ctx, eventId))) return repeatAnswer(ctx, source, asked, startedAt);
	const answer = await send(ctx, source, asked, startedAt).catch(async (error: unknown) => {
		if (error instanceof ApiError && !isUnavailable(error)) return source.refused(error);
		// The next request may send. If this message has left already, its idempotency key prevents a second send.
		await releaseEvent(ctx, eventId);
		throw error;
	});
	ctx.background(keepAnswer(ctx, eventId, answer));
	return answer;
}

/** Returns the first request's answer. Without an answer in time, returns what is known of its message. */
async function repeatAnswer<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	asked: Asked,
	startedAt: number,
): Promise<Answer> {
	const answer = await awaitAnswer<Answer>(ctx, source.eventIdOf(asked), startedAt + source.answerWithinMs - ctx.now());
	if (answer !== null) return answer;
	const delivery = await findDeliveryByKey(ctx, idempotencyKeyOf(source, asked));
	return delivery === null
		? source.unanswered(asked)
		: source.accepted({ id: delivery.id, status: delivery.status, providerName: null });
}

const idempotencyKeyOf = <Asked>({ id, eventIdOf }: InboundSource<Asked, unknown>, asked: Asked) =>
	`${id}:${eventIdOf(asked)}`;

/**
 * @throws ApiError for a refusal, and for a message that perhaps has left. E0000010 and any other error answer nothing,
 * so the request may come again
 */
async function send<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	asked: Asked,
	startedAt: number,
): Promise<Answer> {
	const admitted: AdmittedSend = await admitSend(ctx, {
		...source.toRequest(asked, startedAt),
		id: newId("delivery", startedAt),
		idempotencyKey: idempotencyKeyOf(source, asked),
		sourceId: source.id,
		startedAt,
	});
	const outcome = await deliver(ctx, admitted);
	switch (outcome.result) {
		case "taken":
			return source.accepted(outcome.delivery);
		case "perhaps":
			throw outcome.error;
		case "refused":
			await refundSend(ctx, admitted.counted);
			throw outcome.error;
		case "repeat":
			await refundSend(ctx, admitted.counted);
			return source.accepted(outcome.delivery);
	}
}
