// Sends text messages by Vonage's SMS API and calls by its Voice API. Neither has idempotency keys.
import * as z from "zod";
import { reason } from "../errors/cause";
import { extensionKeys, type Message, secondsLeft } from "../messages/message";
import { parseJson } from "../net/json";
import { isGsm7 } from "../phone/gsm7";
import { segmentSms } from "../phone/segments";
import { type AccountOf, type DriverIo, driver, type Receipt, type ReceiptRequest, type Reply } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { escapeXml } from "./kit/escape";
import { bearer, callProvider, kindOfStatus, postJson, taken } from "./kit/http";
import { spokenBy } from "./kit/spoken-language";
import { signRs256Jwt } from "./signatures/jwt";
import { isGenuineVonageSms, isGenuineVonageWebhook, vonageSignatureMethods } from "./signatures/vonage";

const Config = z.object({
	apiKey: z
		.string()
		.regex(/^[0-9a-z]{4,32}$/i, reason("must-be-letters-and-digits"))
		.meta({ title: "API key", description: "From the dashboard's first page", examples: ["abcd1234"] }),
	from: z
		.string()
		.regex(/^(\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/, reason("number-or-sender-name"))
		.meta({ title: "From", description: "The sender; calls need a number of the account", examples: ["12025550123"] }),
	applicationId: z.uuid().optional().meta({ title: "Application ID", description: "Of the application that calls" }),
	signatureMethod: z.enum(vonageSignatureMethods).default("md5hash").meta({
		title: "Signature method",
		description: "How Vonage signs receipts of text messages: the same as in the dashboard's settings",
	}),
});

const Secrets = z.object({
	apiSecret: z.string().min(1).max(64).meta({ title: "API secret", description: "Sends text messages" }),
	signatureSecret: z.string().min(1).max(128).optional().meta({
		title: "Signature secret",
		description: "Checks receipts. Without it none are asked for.",
	}),
	privateKey: z
		.string()
		.regex(/^-----BEGIN PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----\s*$/, reason("pkcs8-key"))
		.optional()
		.meta({
			title: "Private key",
			description: "Of the application that calls, as the dashboard gave it",
			// A form needs a field for many lines.
			contentMediaType: "application/x-pem-file",
		}),
});

type VonageAccount = AccountOf<typeof Config, typeof Secrets>;

/** Source: developer.vonage.com, Voice API, text to speech. */
const languageFor = spokenBy(
	"en-US en-AU en-GB en-IE en-IN en-NZ en-ZA af-ZA ar bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-DE de-AT " +
		"el-GR es-ES es-CO es-MX es-US eu-ES fi-FI fil-PH fr-FR fr-CA gl-ES gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT " +
		"ja-JP kn-IN ko-KR lv-LV ml-IN ms-MY nb-NO nl-NL nl-BE pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE " +
		"ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-CN",
);

/** In seconds. Vonage wants milliseconds. */
const timeToLive = { min: 20, max: 604_800 };
const jwtLifetimeSeconds = 60;

const Parts = z.object({
	messages: z.array(z.object({ status: z.coerce.string(), "message-id": z.string().optional() })).min(1),
});
const Call = z.object({ uuid: z.string().min(1).max(100) });

/** What the status of a part means. HTTP says 200 whatever happens. Source: developer.vonage.com/api-errors/sms. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		1: "temporary", // throttled
		2: "misconfigured", // a parameter is missing
		3: "permanent", // a parameter isn't valid: of ours, only the number and the text vary
		4: "misconfigured", // wrong key or secret
		5: "unknown", // internal error
		6: "permanent", // a prefix that Vonage doesn't know
		7: "permanent", // the number is barred
		8: "misconfigured", // the account is barred
		9: "misconfigured", // no credit
		10: "temporary", // too many connections
		11: "misconfigured", // the account may not use this API
		12: "permanent", // the text is too long
		14: "misconfigured", // wrong signature
		15: "misconfigured", // not a sender of ours
		29: "permanent", // a trial account, and the number isn't on its list
	}),
);

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		// Text messages
		accepted: "sent",
		buffered: "sent",
		delivered: "delivered",
		expired: "undelivered",
		rejected: "undelivered",
		failed: "failed",
		unknown: "unknown",
		// Calls
		started: "queued",
		ringing: "sent",
		answered: "sent",
		completed: "delivered",
		busy: "undelivered",
		timeout: "undelivered",
		unanswered: "undelivered",
		cancelled: "failed",
	}),
);

export const vonageDriver = driver({
	id: "vonage",
	title: "Vonage",
	channels: ["SMS", "CALL"],
	config: Config,
	senderFields: { SMS: "from" },
	secrets: Secrets,

	send: (io, message, account) =>
		message.channel === "CALL" ? call(io, message, account) : sendSms(io, message, account),

	receipts: {
		async isGenuine(request, { config, secrets }, io) {
			const nowMs = io.now();
			const secret = secrets.signatureSecret;
			if (secret === undefined) return false;
			if (request.headers.has("authorization")) return isGenuineVonageWebhook({ ...request, secret, nowMs });
			return isGenuineVonageSms({ params: receiptParams(request), secret, method: config.signatureMethod, nowMs });
		},
		parse(request) {
			const params = receiptParams(request);
			const providerMessageId = params.get("messageId") ?? params.get("uuid");
			const word = params.get("status") ?? "";
			const status = statuses.get(word);
			if (!providerMessageId || !status) return [];
			// Each part has its own id and receipts. We know the id of the first part, and one part isn't the whole text.
			const isPart = partOfLongText.test(params.get("client-ref") ?? "");
			const reached = isPart && status === "delivered" ? "sent" : status;
			return [{ providerMessageId, status: reached, detail: params.get("err-code") ?? word }];
		},
	},

	replies: { senderFields: ["from"], parse: replyIn },
});

/** The SMS API and the Messages API give the same facts other names. A receipt has a status. */
function replyIn(request: ReceiptRequest): Reply[] {
	const params = receiptParams(request);
	const [from, to, text] = [params.get("msisdn") ?? params.get("from"), params.get("to"), params.get("text")];
	if (!from || !to || text === null || params.has("status")) return [];
	// `2026-11-27 09:30:00` is in UTC, though nothing says so.
	const written = params.get("message-timestamp")?.replace(" ", "T").concat("Z") ?? params.get("timestamp") ?? "";
	const writtenAt = Date.parse(written);
	return [{ from, to: [to], text, writtenAt: Number.isNaN(writtenAt) ? null : writtenAt }];
}

async function sendSms(io: DriverIo, message: Message, { config, secrets, callbackUrl }: VonageAccount) {
	const form = new URLSearchParams({
		api_key: config.apiKey,
		api_secret: secrets.apiSecret,
		from: withoutPlus(config.from),
		to: withoutPlus(message.destination),
		text: message.text,
		type: isGsm7(message.text) ? "text" : "unicode",
		ttl: String(secondsLeft(message, io.now(), timeToLive) * 1000),
		"client-ref": clientRef(message),
	});
	if (callbackUrl && secrets.signatureSecret) {
		form.set("status-report-req", "true");
		form.set("callback", callbackUrl);
	}
	const answer = await callProvider(io, "https://rest.nexmo.com/sms/json", {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: form.toString(),
	});
	if (answer.status >= 300) throw new DeliveryError(kindOfStatus(answer.status), "Vonage refused the message");
	const parts = taken(Parts, answer).messages;
	const refused = parts.find(({ status }) => status !== "0");
	if (refused) {
		// A long text goes in parts. Some parts may be on their way although another was refused.
		const kind = parts.some(({ status }) => status === "0")
			? "unknown"
			: (failureKinds.get(refused.status) ?? "permanent");
		throw new DeliveryError(kind, "Vonage refused the message", refused.status);
	}
	return { providerMessageId: parts[0]?.["message-id"] ?? null, status: "queued" as const };
}

async function call(io: DriverIo, message: Message, { config, secrets, callbackUrl }: VonageAccount) {
	const { applicationId } = config;
	if (!applicationId || !secrets.privateKey) {
		throw new DeliveryError("misconfigured", "calls need an application and its private key");
	}
	const iat = Math.floor(io.now() / 1000);
	const claims = { application_id: applicationId, iat, exp: iat + jwtLifetimeSeconds, jti: message.id };
	const token = await signRs256Jwt(claims, secrets.privateKey).catch(() => {
		throw new DeliveryError("misconfigured", "the private key can't be read");
	});
	const extension = message.extension ? { dtmfAnswer: extensionKeys(message.extension, "p") } : {};
	const receipts = callbackUrl && secrets.signatureSecret ? { event_url: [callbackUrl], event_method: "POST" } : {};
	const answer = await postJson(io, "https://api.nexmo.com/v1/calls", bearer(token), {
		to: [{ type: "phone", number: withoutPlus(message.destination), ...extension }],
		from: { type: "phone", number: withoutPlus(config.from) },
		ncco: [
			{
				action: "talk",
				text: `<speak>${escapeXml(message.text)}</speak>`,
				language: languageFor(message.locale),
			},
		],
		...receipts,
	});
	if (answer.status >= 300) throw new DeliveryError(kindOfStatus(answer.status), "Vonage refused the call");
	return { providerMessageId: taken(Call, answer).uuid, status: "queued" as const };
}

/** The reference that comes back in every receipt: the message's id, and for a long text the number of its parts. */
function clientRef({ id, text }: Message): string {
	const parts = segmentSms(text).segments.length;
	return parts === 1 ? id : `${id}-${parts}`;
}

const partOfLongText = /-\d+$/;

const withoutPlus = (number: string) => number.replace(/^\+/, "");

/** Receipts come as a query, a form or JSON. A setting of the Vonage account chooses among the three. */
function receiptParams({ method, url, body }: Pick<ReceiptRequest, "method" | "url" | "body">): URLSearchParams {
	if (method === "GET") return new URL(url).searchParams;
	const json = z.record(z.string(), z.unknown()).safeParse(parseJson(body)).data;
	if (!json) return new URLSearchParams(body);
	return new URLSearchParams(Object.entries(json).map(([name, value]) => [name, inText(value)]));
}

/** `String` throws for some objects from outside, such as `{"toString": 1}`, so objects become JSON. */
const inText = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
