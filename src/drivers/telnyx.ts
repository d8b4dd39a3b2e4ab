// Sends text messages by Telnyx (Messaging API v2). Telnyx has no idempotency keys.
import * as z from "zod";
import { reason } from "../errors/cause";
import { parseJson } from "../net/json";
import { senderId } from "../phone/fields";
import { driver, type Receipt } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson, taken } from "./kit/http";
import { isGenuineTelnyxWebhook } from "./signatures/telnyx";

const Config = z.object({
	// Source: developers.telnyx.com, alphanumeric sender ID.
	from: senderId("A-Za-z0-9 ")
		.optional()
		.meta({
			title: "From",
			description: "The sender. May be left out when the messaging profile has a number pool.",
			examples: ["+12025550123"],
		}),
	messagingProfileId: z
		.uuid()
		.optional()
		.meta({ title: "Messaging profile ID", description: "Needed with a sender name or a number pool" }),
	publicKey: z
		.string()
		.regex(/^[A-Za-z0-9+/]{43}=$/, reason("base64-bytes", { count: 32 }))
		.optional()
		.meta({
			title: "Public key",
			description: "From the portal's keys and credentials. Without it receipts can't be checked and aren't asked for.",
		}),
});

const Secrets = z.object({
	apiKey: z
		.string()
		.regex(/^KEY\w+$/, reason("starts-with", { prefix: "KEY" }))
		.meta({
			title: "API key",
			description: "An API v2 key from the portal",
		}),
});

const Queued = z.object({ data: z.object({ id: z.string().min(1).max(100) }) });
const ErrorAnswer = z.object({ errors: z.array(z.object({ code: z.coerce.string() })).min(1) });

/** Where Telnyx's code says more than the HTTP status does. Source: developers.telnyx.com, messaging error codes. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		10007: "unknown", // unexpected error
		10011: "temporary", // too many requests
		40300: "permanent", // the person has answered STOP
		40305: "misconfigured", // not a from number
		40306: "misconfigured", // the sender name isn't set up
		40309: "permanent", // the profile doesn't allow this country
		40310: "permanent", // not a number to send to
		40312: "misconfigured", // the messaging profile is disabled
		40313: "misconfigured", // the messaging profile has no number pool
		40318: "temporary", // the queue is full
		40320: "temporary", // the sender can't be used for now
		40321: "misconfigured", // the number pool has no usable number
	}),
);

const Event = z.object({
	data: z.object({
		event_type: z.enum(["message.sent", "message.finalized"]),
		payload: z.object({
			id: z.string().min(1).max(100),
			to: z.array(z.object({ status: z.string() })).length(1),
			errors: z.array(z.object({ code: z.coerce.string() })).nullish(),
		}),
	}),
});

const Received = z.object({
	data: z.object({
		event_type: z.literal("message.received"),
		payload: z.object({
			from: z.object({ phone_number: z.string() }),
			to: z.array(z.object({ phone_number: z.string() })).length(1),
			text: z.string(),
			messaging_profile_id: z.string().nullish(),
			received_at: z.string().nullish(),
		}),
	}),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		queued: "queued",
		sending: "queued",
		sent: "sent",
		delivered: "delivered",
		delivery_unconfirmed: "unknown",
		delivery_failed: "undelivered",
		expired: "undelivered",
		sending_failed: "failed",
	}),
);

export const telnyxDriver = driver({
	id: "telnyx",
	title: "Telnyx",
	channels: ["SMS"],
	config: Config,
	senderFields: { SMS: "from" },
	secrets: Secrets,

	async send(io, message, { config, secrets, callbackUrl }) {
		const receipts = callbackUrl && config.publicKey ? { webhook_url: callbackUrl, use_profile_webhooks: false } : {};
		const answer = await postJson(io, "https://api.telnyx.com/v2/messages", bearer(secrets.apiKey), {
			from: config.from,
			messaging_profile_id: config.messagingProfileId,
			to: message.destination,
			text: message.text,
			...receipts,
		});
		if (answer.status >= 300) throw failure(answer);
		return { providerMessageId: taken(Queued, answer).data.id, status: "queued" };
	},

	receipts: {
		isGenuine: async (request, { config }, io) =>
			config.publicKey !== undefined &&
			isGenuineTelnyxWebhook({ ...request, publicKey: config.publicKey, nowMs: io.now() }),
		parse({ body }) {
			const payload = Event.safeParse(parseJson(body)).data?.data.payload;
			const word = payload?.to[0]?.status ?? "";
			const status = statuses.get(word);
			if (!payload || !status) return [];
			return [{ providerMessageId: payload.id, status, detail: payload.errors?.[0]?.code ?? word }];
		},
	},

	replies: {
		senderFields: ["from", "messagingProfileId"],
		parse({ body }) {
			const data = Received.safeParse(parseJson(body)).data?.data;
			if (!data) return [];
			const { from, to, text, messaging_profile_id: profile, received_at: written } = data.payload;
			const writtenAt = Date.parse(written ?? "");
			return to.map(({ phone_number: number }) => ({
				from: from.phone_number,
				to: [number, ...(profile ? [profile] : [])],
				text,
				writtenAt: Number.isNaN(writtenAt) ? null : writtenAt,
			}));
		},
	},
});

function failure(answer: ProviderAnswer): DeliveryError {
	const code = ErrorAnswer.safeParse(answer.json).data?.errors[0]?.code ?? null;
	return new DeliveryError(
		failureKinds.get(code ?? "") ?? kindOfStatus(answer.status),
		"Telnyx refused the message",
		code,
	);
}
