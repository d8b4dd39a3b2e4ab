// Delivers the messages of another system: each one once, however often its request comes, and with an answer in time.
import type { Ctx } from "../context";
import { type AdmittedSend, admitSend } from "../delivery/admit";
import { deliver } from "../delivery/deliver";
import { findDeliveryByKey } from "../delivery/records/read";
import { ApiError, isUnavailable } from "../errors";
import { newId } from "../ids";
import type { SendRequest } from "../messages/send-request";
import { refundSend } from "../meter/client";
import { awaitAnswer, claimRequest, keepAnswer, type RequestKey, releaseRequest } from "./requests";
import { type InboundSourceRow, knownSource } from "./service";
import type { InboundSource } from "./source";

/** What of the source's time is for our own answer, after the providers. */
const closingMs = 200;

/** Sends the message once, and gives every request an answer. */
export async function receive<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	sourceId: string,
	asked: Asked,
): Promise<Answer> {
	const startedAt = ctx.now();
	const key = { sourceId, eventId: source.eventIdOf(asked) };
	if (!(await claimRequest(ctx, key))) return repeatAnswer(ctx, source, key, asked, startedAt);
	const answer = await send(ctx, source, key, asked, startedAt).catch(async (error: unknown) => {
		if (error instanceof ApiError && !isUnavailable(error)) return source.refused(error);
		// The next request may send. If this message has left already, its idempotency key prevents a second send.
		await releaseRequest(ctx, key);
		throw error;
	});
	ctx.background(keepAnswer(ctx, key, answer));
	return answer;
}

/** Returns the first request's answer. Without an answer in time, returns what is known of its message. */
async function repeatAnswer<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	key: RequestKey,
	asked: Asked,
	startedAt: number,
): Promise<Answer> {
	const answer = await awaitAnswer<Answer>(ctx, key, startedAt + source.answerWithinMs - ctx.now());
	if (answer !== null) return answer;
	const delivery = await findDeliveryByKey(ctx, idempotencyKeyOf(key));
	return delivery === null
		? source.unanswered(asked)
		: source.accepted({ id: delivery.id, status: delivery.status, providerName: null });
}

const idempotencyKeyOf = ({ sourceId, eventId }: RequestKey) => `${sourceId}:${eventId}`;

/**
 * @throws ApiError for a refusal. E0000010 and any other error answer nothing, so the request may come again
 */
async function send<Asked, Answer>(
	ctx: Ctx,
	source: InboundSource<Asked, Answer>,
	key: RequestKey,
	asked: Asked,
	startedAt: number,
): Promise<Answer> {
	const row = await knownSource(ctx, source, key.sourceId);
	const { sourceUserId, ...request } = source.toRequest(asked, startedAt);
	const ownRequest = {
		...bySettings(request, row),
		id: newId("delivery", startedAt),
		idempotencyKey: idempotencyKeyOf(key),
		startedAt,
		budgetMs: source.answerWithinMs - closingMs,
		source: { id: row.id, userId: sourceUserId, countsOutcomes: row.countsOutcomes },
	};
	const admitted: AdmittedSend = await admitSend(ctx, ownRequest, row.limits);
	const outcome = await deliver(ctx, admitted);
	switch (outcome.result) {
		case "taken":
			return source.accepted(outcome.delivery);
		case "perhaps":
			// Nobody knows, and the source is told so (docs/decisions/0026).
			return source.accepted({ id: admitted.id, status: "unknown", providerName: null });
		case "refused":
			await refundSend(ctx, admitted.counted);
			throw outcome.error;
		case "repeat":
			await refundSend(ctx, admitted.counted);
			return source.accepted(outcome.delivery);
	}
}

type Unnamed = Omit<SendRequest, "id">;

/** What an administrator set for the source's text messages wins over what the source brings. */
function bySettings(request: Unnamed, { smsTemplateId, sender }: InboundSourceRow): Unnamed {
	if (request.channel !== "SMS") return request;
	const { presetText, ...rest } = request;
	const text = smsTemplateId === null ? { presetText } : { templateId: smsTemplateId };
	return { ...rest, ...text, ...(sender === null ? {} : { sender }) };
}
