// Sends WhatsApp messages by Meta's Cloud API.
// Only a template that Meta has approved as "authentication" may carry a code. The template brings its own text, so our
// text isn't used. The code goes in twice: for the text and for the copy button.
import * as z from "zod";
import { equalConstantTime } from "../crypto/digest";
import { reason } from "../errors/cause";
import { parseJson } from "../net/json";
import { driver, type Receipt } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson, taken } from "./kit/http";
import { isGenuineMetaWebhook } from "./signatures/meta";

const Config = z.object({
	phoneNumberId: z
		.string()
		.regex(/^\d{1,20}$/, reason("digits-only"))
		.meta({
			title: "Phone number ID",
			description: "Meta's ID of the number that sends, not the number itself",
			examples: ["106540352242922"],
		}),
	templateName: z
		.string()
		.regex(/^[a-z0-9_]{1,512}$/)
		.meta({
			title: "Template",
			description: "The name of an approved template of the category “authentication” with a copy-code button",
			examples: ["sign_in_code"],
		}),
	templateLanguages: z
		.string()
		.regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?( *, *[a-z]{2,3}(_[A-Za-z]{2,4})?)*$/, reason("language-codes"))
		.default("en")
		.meta({
			title: "Template languages",
			description: "The languages that the template is approved in. The first is for people who read none of them.",
			examples: ["en, ja, pt_BR"],
		}),
	apiVersion: z
		.string()
		.regex(/^v\d{1,3}\.\d$/)
		.default("v23.0")
		.meta({ title: "API version", description: "The version of Meta's Graph API", examples: ["v23.0"] }),
});

const Secrets = z.object({
	accessToken: z
		.string()
		.regex(/^\w+$/)
		.meta({ title: "Access token", description: "Of a system user that may send messages" }),
	appSecret: z.string().min(1).max(128).optional().meta({
		title: "App secret",
		description: "Meta signs its notifications with it. Without it no receipt is believed.",
	}),
	verifyToken: z.string().min(1).max(128).optional().meta({
		title: "Verify token",
		description: "A word of your own, to be given to Meta as well when you enter the callback address there",
	}),
});

const maxCodeLength = 15;

const Answer = z.object({ messages: z.array(z.object({ id: z.string().min(1).max(200) })).min(1) });
const ErrorAnswer = z.object({ error: z.object({ code: z.int() }) });

/**
 * What the codes mean. Meta advises to go by them, not by the HTTP status, which is 400 for most of them.
 * Source: developers.facebook.com, WhatsApp error codes.
 */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		0: "misconfigured", // we aren't authenticated: the token has expired or was withdrawn
		1: "unknown", // an invalid request, or an error of the server's: it doesn't say that nothing left
		2: "temporary", // the service is down or overloaded
		3: "misconfigured", // a capability or a permission is missing
		4: "temporary", // the app has made too many calls
		10: "misconfigured", // the permission was not granted, or was withdrawn
		100: "permanent", // a parameter is not valid: of ours, only the number and the code vary
		190: "misconfigured", // the access token has expired
		368: "misconfigured", // the account is restricted, because it violated a policy
		80007: "temporary", // the account has made too many calls
		130429: "temporary", // too many messages at once
		130472: "permanent", // this number is part of an experiment of Meta's, and gets no such messages
		130497: "permanent", // the account may not write to this country
		131000: "unknown", // an unknown error: it doesn't say that nothing left
		131005: "misconfigured", // access denied
		131008: "misconfigured", // a parameter is missing
		131009: "permanent", // a parameter's value is not valid: of ours, only the number and the code vary
		131016: "temporary", // a service is unavailable
		131021: "permanent", // the number is the sender itself
		131026: "permanent", // undeliverable: no WhatsApp number, old terms of use or an old app
		131031: "misconfigured", // the account is locked
		131042: "misconfigured", // a problem with the account's payment
		131045: "misconfigured", // the sender's number isn't registered properly
		131047: "permanent", // the person hasn't written within 24 hours
		131048: "temporary", // too many messages of this sender were blocked or called spam
		131049: "permanent", // Meta chose not to deliver it, to keep people's messages few
		131050: "permanent", // the person has stopped this account's marketing messages
		131056: "temporary", // too many messages to this number within a short time
		131057: "temporary", // the account is in maintenance
		133004: "temporary", // the server is unavailable
		133016: "temporary", // the number was registered too often within a short time
	}),
);

const Status = z.object({
	id: z.string().min(1).max(200),
	status: z.string(),
	errors: z.array(z.object({ code: z.int() })).optional(),
});

const Notification = z.object({
	entry: z.array(
		z.object({ changes: z.array(z.object({ value: z.object({ statuses: z.array(z.unknown()).optional() }) })) }),
	),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		sent: "sent",
		delivered: "delivered",
		read: "delivered",
		failed: "failed",
	}),
);

export const whatsappDriver = driver({
	id: "whatsapp",
	title: "WhatsApp",
	channels: ["IM"],
	config: Config,
	secrets: Secrets,

	async send(io, message, { config, secrets }) {
		if (message.code.length > maxCodeLength) {
			throw new DeliveryError("permanent", "the code is too long for an authentication template");
		}
		const code = { type: "text", text: message.code };
		const url = `https://graph.facebook.com/${config.apiVersion}/${config.phoneNumberId}/messages`;
		const answer = await postJson(io, url, bearer(secrets.accessToken), {
			messaging_product: "whatsapp",
			recipient_type: "individual",
			to: message.destination,
			type: "template",
			template: {
				name: config.templateName,
				language: { code: languageFor(message.locale, config.templateLanguages), policy: "deterministic" },
				components: [
					{ type: "body", parameters: [code] },
					// A "copy code" button is still addressed as a button with a URL.
					{ type: "button", sub_type: "url", index: "0", parameters: [code] },
				],
			},
		});
		if (answer.status !== 200) throw failure(answer);
		return { providerMessageId: taken(Answer, answer).messages[0]!.id, status: "queued" };
	},

	receipts: {
		challenge({ method, url }, { secrets }) {
			const query = new URL(url).searchParams;
			if (method !== "GET" || query.get("hub.mode") !== "subscribe" || secrets.verifyToken === undefined) return null;
			const isOurs = equalConstantTime(query.get("hub.verify_token") ?? "", secrets.verifyToken);
			return isOurs ? query.get("hub.challenge") : null;
		},
		isGenuine: async ({ headers, body }, { secrets }) =>
			secrets.appSecret !== undefined && isGenuineMetaWebhook({ headers, body, appSecret: secrets.appSecret }),
		parse({ body }) {
			const changes = Notification.safeParse(parseJson(body)).data?.entry.flatMap((entry) => entry.changes) ?? [];
			return changes.flatMap(({ value }) =>
				(value.statuses ?? []).flatMap((entry) => {
					const fact = Status.safeParse(entry).data;
					const status = fact && statuses.get(fact.status);
					const detail = fact?.errors?.[0]?.code.toString() ?? fact?.status ?? null;
					return status ? [{ providerMessageId: fact.id, status, detail }] : [];
				}),
			);
		},
	},
});

/** The template's language closest to a locale: the same, else another form of the language, else the first. */
function languageFor(locale: string, templateLanguages: string): string {
	const languages = templateLanguages.split(",").map((language) => language.trim());
	const wanted = locale.replaceAll("-", "_").toLowerCase();
	const base = (language: string) => language.toLowerCase().split("_")[0];
	return (
		languages.find((language) => language.toLowerCase() === wanted) ??
		languages.find((language) => base(language) === base(wanted)) ??
		languages[0]!
	);
}

function failure(answer: ProviderAnswer): DeliveryError {
	const code = ErrorAnswer.safeParse(answer.json).data?.error.code;
	if (code === undefined) return new DeliveryError(kindOfStatus(answer.status), "WhatsApp refused the message");
	// 200 to 299: a permission is missing. 132…: the template. 133…: the number isn't registered.
	const isSetUp = (code >= 200 && code < 300) || (code >= 132_000 && code < 134_000);
	const kind = failureKinds.get(String(code)) ?? (isSetUp ? "misconfigured" : kindOfStatus(answer.status));
	return new DeliveryError(kind, "WhatsApp refused the message", String(code));
}
