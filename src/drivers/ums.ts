// Sends SMS, e-mail and instant messages by Oracle's User Messaging Service.
// The service speaks Parlay X 2.1, part 5 (Multimedia Messaging): the text travels beside the envelope.
// The service sends no notifications, so we ask for the status of a message.
import * as z from "zod";
import { reason } from "../errors/cause";
import type { Channel } from "../messages/message";
import { type DriverIo, driver, type SettingsOf } from "./driver";
import { DeliveryError } from "./kit/error";
import { escapeXml } from "./kit/escape";
import { withAsciiDomain } from "./kit/mail-domain";
import { callSoap } from "./soap/call";
import { ParlaySecrets, parlayFields, parlayLogin, readDeliveryStatus, readRequestIdentifier } from "./soap/parlay";
import { digestToken, textToken } from "./soap/security";

const senderAddress = z
	.string()
	.regex(/^[^\s\p{Cc}<>]{1,254}$/u, reason("one-address"))
	.optional();

const Config = z.object({
	...parlayFields,
	namespace: z
		.url()
		.max(256)
		.default("http://www.csapi.org/schema/parlayx/multimedia_messaging/send/v2_4/local")
		.meta({ title: "Namespace", description: "As the WSDL of the service names it" }),
	security: z.enum(["USERNAME_TOKEN_TEXT", "USERNAME_TOKEN_DIGEST"]).default("USERNAME_TOKEN_TEXT").meta({
		title: "Security policy",
		description: "As the policy attached to the service wants it: WS-Security with the password or a digest of it",
	}),
	smsSender: senderAddress.meta({ title: "SMS sender", description: "A number the SMS driver of the service knows" }),
	emailSender: senderAddress.meta({
		title: "E-mail sender",
		description: "From address. Empty: the default of the service's e-mail driver",
		examples: ["no-reply@example.com"],
	}),
	imSender: senderAddress.meta({ title: "Instant messaging sender", examples: ["codes@jabber.example.com"] }),
});

/** The delivery types by which the service chooses its own driver. It has no type for a call that speaks a text. */
const schemes: Partial<Record<Channel, string>> = { SMS: "sms", EMAIL: "email", IM: "im" };

export const umsDriver = driver({
	id: "ums",
	title: "Oracle User Messaging Service",
	channels: ["SMS", "EMAIL", "IM"],
	config: Config,
	senderFields: { SMS: "smsSender", EMAIL: "emailSender", IM: "imSender" },
	secrets: ParlaySecrets,
	async send(io, message, account) {
		const { endpoint, namespace, smsSender, emailSender, imSender } = account.config;
		const scheme = schemes[message.channel];
		if (scheme === undefined) throw new DeliveryError("misconfigured", "the service has no such channel");
		// Sender and recipient must have the same delivery type.
		const sender = { sms: smsSender, email: emailSender, im: imSender }[scheme];
		const fields = [
			["addresses", addressUri(scheme, message.destination)],
			["senderAddress", sender && addressUri(scheme, withAsciiDomain(sender) ?? sender)],
			["subject", message.subject],
		].map(([name, value]) => (value ? `<mm:${name}>${escapeXml(value)}</mm:${name}>` : ""));
		const body = await callSoap(io, {
			endpoint,
			header: await loginHeader(io, account),
			body: `<mm:sendMessage xmlns:mm="${escapeXml(namespace)}">${fields.join("")}</mm:sendMessage>`,
			attachment: { id: message.id, text: message.text },
		});
		return { providerMessageId: readRequestIdentifier(body), status: "queued" };
	},
	async queryStatus(io, providerMessageId, account) {
		const { endpoint, namespace } = account.config;
		const body = await callSoap(io, {
			endpoint,
			header: await loginHeader(io, account),
			body:
				`<mm:getMessageDeliveryStatus xmlns:mm="${escapeXml(namespace)}">` +
				`<mm:requestIdentifier>${escapeXml(providerMessageId)}</mm:requestIdentifier></mm:getMessageDeliveryStatus>`,
		});
		return readDeliveryStatus(body, providerMessageId);
	},
});

/** `sms:+4520…`, `email:ada@example.com`, `im:ada%7Cjabber`. Characters that a URI may not hold are escaped. */
const addressUri = (scheme: string, address: string): string =>
	`${scheme}:${encodeURI(address).replace(/[?#]/g, encodeURIComponent)}`;

async function loginHeader(
	io: DriverIo,
	{ config, secrets }: SettingsOf<typeof Config, typeof ParlaySecrets>,
): Promise<string> {
	const login = parlayLogin(config, secrets);
	if (!login) return "";
	return config.security === "USERNAME_TOKEN_TEXT" ? textToken(login) : digestToken(login, io.now());
}
