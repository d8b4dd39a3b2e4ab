// Sends e-mail by Resend. Resend has idempotency keys: it never sends the same message twice within 24 hours.
import * as z from "zod";
import { reason } from "../errors/cause";
import { parseJson } from "../net/json";
import { driver, type Receipt } from "./driver";
import { emailSender, mailbox } from "./kit/email-sender";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson, taken } from "./kit/http";
import { isGenuineStandardWebhook, standardWebhookSecret } from "./signatures/standard-webhooks";

const Config = z.object({ ...emailSender });

const Secrets = z.object({
	apiKey: z
		.string()
		.regex(/^re_\w+$/, reason("starts-with", { prefix: "re_" }))
		.meta({ title: "API key", description: "With sending access to the domain of the from address" }),
	webhookSecret: z
		.string()
		.regex(standardWebhookSecret, reason("starts-with", { prefix: "whsec_" }))
		.optional()
		.meta({ title: "Webhook signing secret", description: "Resend shows it beside the webhook that you add there" }),
});

const Answer = z.object({ id: z.string().min(1).max(100) });
const ErrorAnswer = z.object({ name: z.string() });

/** Where Resend's name says more than the HTTP status does. Source: resend.com/docs/api-reference/errors. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		concurrent_idempotent_requests: "unknown", // a request with this key is under way: the message may be, too
		invalid_from_address: "misconfigured", // the from address isn't written as it must be
		invalid_idempotent_request: "unknown", // this key came with another message before, which may be under way
		monthly_quota_exceeded: "misconfigured", // the month's quota is used up, and has to be raised
	}),
);

const Event = z.object({
	type: z.string(),
	data: z.object({
		email_id: z.string().min(1).max(100),
		bounce: z.object({ type: z.string(), subType: z.string() }).partial().optional(),
	}),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		"email.sent": "sent",
		"email.delivered": "delivered",
		"email.delivery_delayed": "sent",
		"email.bounced": "undelivered",
		"email.suppressed": "failed",
		"email.failed": "failed",
	}),
);

export const resendDriver = driver({
	id: "resend",
	title: "Resend",
	channels: ["EMAIL"],
	config: Config,
	senderFields: { EMAIL: "fromAddress" },
	secrets: Secrets,

	async send(io, message, { config, secrets }) {
		const headers = {
			...bearer(secrets.apiKey),
			"idempotency-key": message.id,
			// Resend refuses requests without a user agent.
			"user-agent": "Tessera",
		};
		const answer = await postJson(io, "https://api.resend.com/emails", headers, {
			from: mailbox(config),
			to: [message.destination],
			subject: message.subject ?? "",
			text: message.text,
		});
		if (answer.status !== 200) throw failure(answer);
		return { providerMessageId: taken(Answer, answer).id, status: "queued" };
	},

	receipts: {
		isGenuine: async ({ headers, body }, { secrets }, io) =>
			secrets.webhookSecret !== undefined &&
			isGenuineStandardWebhook({ headers, body, secret: secrets.webhookSecret, nowMs: io.now() }),
		parse({ body }) {
			const event = Event.safeParse(parseJson(body)).data;
			const status = event && statuses.get(event.type);
			if (!status) return [];
			const { bounce, email_id: providerMessageId } = event.data;
			const word = event.type.replace("email.", "");
			return [{ providerMessageId, status, detail: [bounce?.type, bounce?.subType].filter(Boolean).join(".") || word }];
		},
	},
});

function failure(answer: ProviderAnswer): DeliveryError {
	const name = ErrorAnswer.safeParse(answer.json).data?.name ?? null;
	const kind = failureKinds.get(name ?? "") ?? (answer.status === 409 ? "unknown" : kindOfStatus(answer.status));
	return new DeliveryError(kind, "Resend refused the message", name);
}
