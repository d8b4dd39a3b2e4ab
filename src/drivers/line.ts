// Sends LINE messages by the Messaging API, to the ID of a person who has befriended the official account.
// LINE has idempotency keys: it never sends the same message twice within 24 hours.
import * as z from "zod";
import { sha256 } from "../crypto/digest";
import { driver } from "./driver";
import { DeliveryError } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson } from "./kit/http";

const Secrets = z.object({
	channelAccessToken: z
		.string()
		.regex(/^[A-Za-z0-9+/=._-]{16,512}$/)
		.meta({ title: "Channel access token", description: "A long-lived token of your Messaging API channel" }),
});

const Answer = z.object({ sentMessages: z.array(z.object({ id: z.string().min(1).max(100) })).min(1) });

export const lineDriver = driver({
	id: "line",
	title: "LINE",
	channels: ["IM"],
	config: z.object({}),
	secrets: Secrets,

	async send(io, message, { secrets }) {
		const headers = {
			...bearer(secrets.channelAccessToken),
			"x-line-retry-key": await retryKey(message.id),
		};
		const answer = await postJson(io, "https://api.line.me/v2/bot/message/push", headers, {
			to: message.destination,
			messages: [{ type: "text", text: message.text }],
		});
		// 409 with this header: an earlier request with the key was accepted, so the message is on its way.
		const wasAccepted = answer.status === 409 && answer.headers.has("x-line-accepted-request-id");
		if (answer.status !== 200 && !wasAccepted) throw failure(answer);
		const providerMessageId = Answer.safeParse(answer.json).data?.sentMessages[0]?.id ?? null;
		return { providerMessageId, status: "sent" };
	},
});

/** LINE takes only a UUID. Version 8 (RFC 9562) is for values that an application makes in its own way. */
async function retryKey(messageId: string): Promise<string> {
	const hash = await sha256(`line.retry-key:${messageId}`);
	const variant = "89ab"[Number.parseInt(hash[16]!, 16) % 4];
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`8${hash.slice(13, 16)}`,
		`${variant}${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join("-");
}

function failure(answer: ProviderAnswer): DeliveryError {
	// Only the text tells a month's quota from a rate limit. An administrator must raise a quota; a rate limit passes.
	const isQuota = answer.status === 429 && /monthly limit/i.test(answer.text);
	const kind = isQuota ? "misconfigured" : kindOfStatus(answer.status);
	return new DeliveryError(kind, "LINE refused the message", String(answer.status));
}
