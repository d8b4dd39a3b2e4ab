// Sends e-mail by Twilio SendGrid. SendGrid has no idempotency keys, so a send without an answer stays unknown.
import * as z from "zod";
import { reason } from "../errors/cause";
import { parseJson } from "../net/json";
import { driver, type Receipt } from "./driver";
import { emailSender } from "./kit/email-sender";
import { DeliveryError } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson } from "./kit/http";
import { isGenuineSendGridEvent } from "./signatures/sendgrid";

const Config = z.object({
	...emailSender,
	region: z.enum(["global", "eu"]).default("global").meta({
		title: "Region",
		description: "`eu` for a subuser whose data stays in the European Union",
	}),
	webhookPublicKey: z
		.string()
		// Every uncompressed P-256 key begins with these characters (RFC 5480).
		.regex(/^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/, reason("sendgrid-key"))
		.optional()
		.meta({
			title: "Event webhook verification key",
			description: "SendGrid shows it once the signed event webhook is switched on. Without it no receipt is believed.",
		}),
});

const Secrets = z.object({
	apiKey: z
		.string()
		.regex(/^SG\.[\w.-]+$/, reason("starts-with", { prefix: "SG." }))
		.meta({ title: "API key", description: "With access to Mail Send and nothing else" }),
});

const hosts = { global: "https://api.sendgrid.com", eu: "https://api.eu.sendgrid.com" } as const;

const ErrorAnswer = z.object({ errors: z.array(z.object({ field: z.string().nullish() })).min(1) });

const Event = z.object({
	event: z.string(),
	sg_message_id: z.string().min(1).max(200),
	/** The enhanced status code of a bounce, such as 5.1.1. */
	status: z.string().optional(),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		processed: "queued",
		deferred: "sent",
		delivered: "delivered",
		bounce: "undelivered",
		dropped: "failed",
	}),
);

export const sendgridDriver = driver({
	id: "sendgrid",
	title: "SendGrid",
	channels: ["EMAIL"],
	config: Config,
	senderFields: { EMAIL: "fromAddress" },
	secrets: Secrets,

	async send(io, message, { config, secrets }) {
		const answer = await postJson(io, `${hosts[config.region]}/v3/mail/send`, bearer(secrets.apiKey), {
			personalizations: [{ to: [{ email: message.destination }] }],
			from: { email: config.fromAddress, name: config.fromName },
			subject: message.subject ?? "",
			content: [{ type: "text/plain", value: message.text }],
			// A link of ours must stay as it is written, and nobody needs to know who opened a code.
			tracking_settings: { click_tracking: { enable: false, enable_text: false }, open_tracking: { enable: false } },
		});
		if (answer.status !== 202) throw failure(answer);
		return { providerMessageId: answer.headers.get("x-message-id"), status: "queued" };
	},

	receipts: {
		isGenuine: async ({ headers, body }, { config }) =>
			config.webhookPublicKey !== undefined &&
			isGenuineSendGridEvent({ headers, body, publicKey: config.webhookPublicKey }),
		parse({ body }) {
			const events = z.array(z.unknown()).safeParse(parseJson(body)).data ?? [];
			return events.flatMap((entry) => {
				const event = Event.safeParse(entry).data;
				const status = event && statuses.get(event.event);
				if (!status) return [];
				// `sg_message_id` is the id of the send, a dot, and the place of the message within SendGrid.
				const providerMessageId = event.sg_message_id.split(".")[0]!;
				const hasCode = event.status !== undefined && /^\d(\.\d{1,3}){0,2}$/.test(event.status);
				return [{ providerMessageId, status, detail: hasCode ? event.status! : event.event }];
			});
		},
	},
});

function failure(answer: ProviderAnswer): DeliveryError {
	const field = ErrorAnswer.safeParse(answer.json).data?.errors[0]?.field ?? null;
	// A wrong sender or setting is the account's fault. A wrong recipient (`personalizations…`) is the message's.
	const isOurs = field !== null && !field.startsWith("personalizations");
	const kind = answer.status === 400 && isOurs ? "misconfigured" : kindOfStatus(answer.status);
	// The sandbox of a test account answers 200: it checks the mail, and never sends it.
	return new DeliveryError(answer.status === 200 ? "misconfigured" : kind, "SendGrid refused the message", field);
}
