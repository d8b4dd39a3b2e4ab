// Sends messages through the customer's own service, for carriers that we have no driver for.
// The request is signed, and has the shape of Okta's telephony hook.
import * as z from "zod";
import { causeText, reason } from "../errors/cause";
import { withoutEcho } from "../hooks/echo";
import { localAddress, telephonyRequest } from "../hooks/telephony";
import { type HookFailure, readTelephonyAnswer, TelephonyAnswer } from "../hooks/telephony-answer";
import type { Message } from "../messages/message";
import { parseJson } from "../net/json";
import { driver, type Receipt } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { callProvider, kindOfStatus } from "./kit/http";
import { demandPublicUrl, publicUrl } from "./kit/servers";
import {
	isGenuineStandardWebhook,
	standardWebhookHeaders,
	standardWebhookSecret,
} from "./signatures/standard-webhooks";

const Config = z.object({
	url: publicUrl({
		title: "URL",
		description: "The service that sends the message. HTTPS, on a public address, without credentials in it.",
		examples: ["https://carrier.example.com/otp"],
	}),
});

const Secrets = z.object({
	signingSecret: z
		.string()
		.regex(standardWebhookSecret, reason("standard-webhook-secret"))
		.meta({ title: "Signing secret", description: "Signs our requests and your receipts, as Standard Webhooks say" }),
});

/** What the words mean in a receipt. In an answer, SUCCESSFUL only means that the service took the message. */
const statuses = { SUCCESSFUL: "delivered", PENDING: "sent", FAILED: "failed" } as const satisfies Record<
	string,
	Receipt["status"]
>;

export const webhookDriver = driver({
	id: "webhook",
	title: "Webhook",
	channels: ["SMS", "CALL"],
	config: Config,
	secrets: Secrets,

	async send(io, message, { config, secrets, callbackUrl }) {
		demandPublicUrl(config.url, io);
		const body = JSON.stringify(requestBody(message, io.now(), callbackUrl));
		const answer = await callProvider(io, config.url, {
			method: "POST",
			headers: {
				accept: "application/json",
				"content-type": "application/json",
				...(await standardWebhookHeaders({ id: message.id, body, secret: secrets.signingSecret, nowMs: io.now() })),
			},
			body,
		});
		const read = readTelephonyAnswer(answer.status, answer.headers.get("content-type"), answer.text);
		if (!read.ok) throw new DeliveryError(kindOf(read, answer.status), causeText(read.cause, "en"));
		const { transactionId } = withoutEcho(read, { code: message.code, phoneNumber: message.destination });
		return {
			// A service without ids of its own tells receipts apart by our id.
			providerMessageId: transactionId ?? message.id,
			status: read.status === "SUCCESSFUL" ? "sent" : "queued",
		};
	},

	receipts: {
		isGenuine: (request, { secrets }, io) =>
			isGenuineStandardWebhook({ ...request, secret: secrets.signingSecret, nowMs: io.now() }),
		/** A receipt has the shape of an answer: one command. Each of its values names a message by `transactionId`. */
		parse({ body }) {
			const answer = TelephonyAnswer.safeParse(parseJson(body)).data;
			const values = answer?.commands.flatMap(({ value }) => value) ?? [];
			return values.flatMap(({ transactionId, status }) =>
				transactionId ? [{ providerMessageId: transactionId, status: statuses[status], detail: status }] : [],
			);
		},
	},
});

/** Okta's fields, an extension, and the URL for receipts. The user's fields stay empty: a carrier doesn't need them. */
function requestBody(message: Message, nowMs: number, callbackUrl: string | null) {
	const path = `/api/v1/deliveries/${message.id}`;
	const request = telephonyRequest({
		eventId: message.id,
		nowMs,
		source: path,
		request: { id: message.id, method: "GET", path, ipAddress: localAddress },
		user: { id: "", login: "", firstName: null, lastName: null },
		message: { ...message, channel: message.channel === "CALL" ? "CALL" : "SMS" },
	});
	return {
		...request,
		...(message.extension ? { phoneExtension: message.extension } : {}),
		...(callbackUrl ? { receiptUrl: callbackUrl } : {}),
	};
}

function kindOf({ reason, isCertain }: HookFailure, status: number): DeliveryErrorKind {
	if (reason === "redirect" || reason === "status") return kindOfStatus(status);
	// The service says that it didn't send. In all other cases it may have sent.
	return isCertain ? "temporary" : "unknown";
}
