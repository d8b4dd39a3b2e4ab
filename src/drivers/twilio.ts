// Sends text messages and calls by Twilio (Programmable Messaging and Voice, API 2010-04-01).
// Twilio has no idempotency keys.
import * as z from "zod";
import { reason } from "../errors/cause";
import { extensionKeys, type Message, secondsLeft } from "../messages/message";
import { senderId } from "../phone/fields";
import { type AccountOf, type DriverIo, driver, type Receipt, type ReceiptRequest, type Reply } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { escapeXml } from "./kit/escape";
import { callProvider, kindOfStatus, type ProviderAnswer, taken } from "./kit/http";
import { spokenBy } from "./kit/spoken-language";
import { isGenuineTwilioRequest } from "./signatures/twilio";

const Config = z.object({
	accountSid: z
		.string()
		.regex(/^AC[0-9a-f]{32}$/, reason("hexadecimal-after", { prefix: "AC", count: 32 }))
		.meta({ title: "Account SID", description: "From the first page of the Twilio console", examples: ["AC…"] }),
	apiKeySid: z
		.string()
		.regex(/^SK[0-9a-f]{32}$/, reason("hexadecimal-after", { prefix: "SK", count: 32 }))
		.optional()
		.meta({ title: "API key SID", description: "Sends with this key instead of the auth token", examples: ["SK…"] }),
	// Source: twilio.com/docs, DestinationAlphaSender.
	from: senderId("A-Za-z0-9 +&_-")
		.optional()
		.meta({
			title: "From",
			description: "The sender of text messages without a messaging service, and of all calls, which need a number",
			examples: ["+12025550123"],
		}),
	messagingServiceSid: z
		.string()
		.regex(/^MG[0-9a-f]{32}$/, reason("hexadecimal-after", { prefix: "MG", count: 32 }))
		.optional()
		.meta({ title: "Messaging service SID", description: "Chooses the sender of text messages", examples: ["MG…"] }),
});

const Secrets = z.object({
	authToken: z
		.string()
		.regex(/^\w{1,64}$/, reason("letters-and-digits"))
		.meta({
			title: "Auth token",
			description: "The account's primary one. Twilio signs receipts with it, also when an API key sends.",
		}),
	apiKeySecret: z
		.string()
		.regex(/^\w{1,64}$/, reason("letters-and-digits"))
		.optional()
		.meta({ title: "API key secret", description: "Of the API key" }),
});

type TwilioAccount = AccountOf<typeof Config, typeof Secrets>;

/** Source: `SayLanguage` of Twilio's own library, 6.2. Twilio chooses a voice of the language. */
const languageFor = spokenBy(
	"en-US en-AU en-CA en-GB en-IE en-IN en-NZ en-ZA af-ZA am-ET arb ar-AE bg-BG bn-IN ca-ES cs-CZ cy-GB da-DK de-DE " +
		"de-AT el-GR es-ES es-MX es-US fi-FI fil-PH fr-FR fr-BE fr-CA gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT ja-JP " +
		"kn-IN ko-KR lv-LV ml-IN mr-IN ms-MY nb-NO nl-NL nl-BE pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE " +
		"ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW",
);

const validitySeconds = { min: 1, max: 36_000 };

const Created = z.object({ sid: z.string().regex(/^\w{2,64}$/) });
const ErrorAnswer = z.object({ code: z.number() });

/** Where Twilio's code says more than the HTTP status does. Source: twilio.com/docs/api/errors. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		20429: "temporary", // too many requests; this one wasn't processed
		20500: "unknown", // internal error
		21210: "misconfigured", // the from number isn't the account's
		21212: "misconfigured", // not a from number
		21215: "permanent", // calls to this country aren't enabled
		21408: "permanent", // messages to this country aren't enabled
		21603: "misconfigured", // no from
		21606: "misconfigured", // from can't send messages
		21611: "temporary", // the queue of this sender is full
		21659: "misconfigured", // from isn't a number of Twilio's
		21660: "misconfigured", // from belongs to another account
		21703: "misconfigured", // the messaging service has no sender
		21704: "misconfigured", // the messaging service has no sender for this country
		21705: "misconfigured", // no such messaging service
		63038: "temporary", // the day's limit is used up
	}),
);

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		accepted: "queued",
		scheduled: "queued",
		queued: "queued",
		sending: "queued",
		initiated: "queued",
		sent: "sent",
		ringing: "sent",
		"in-progress": "sent",
		delivered: "delivered",
		read: "delivered",
		completed: "delivered",
		undelivered: "undelivered",
		busy: "undelivered",
		"no-answer": "undelivered",
		canceled: "failed",
		failed: "failed",
	}),
);

export const twilioDriver = driver({
	id: "twilio",
	title: "Twilio",
	channels: ["SMS", "CALL"],
	config: Config,
	senderFields: { SMS: "from" },
	secrets: Secrets,

	async send(io, message, account) {
		const [resource, form] =
			message.channel === "CALL" ? ["Calls", callForm(message, account)] : ["Messages", smsForm(io, message, account)];
		const { accountSid } = account.config;
		const answer = await callProvider(io, `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/${resource}.json`, {
			method: "POST",
			headers: {
				authorization: `Basic ${btoa(credentials(account))}`,
				"content-type": "application/x-www-form-urlencoded",
			},
			body: form.toString(),
		});
		if (answer.status >= 300) throw failure(answer);
		return { providerMessageId: taken(Created, answer).sid, status: "queued" };
	},

	receipts: {
		isGenuine: (request, { secrets }) => isGenuineTwilioRequest({ ...request, authToken: secrets.authToken }),
		parse({ body }) {
			const params = new URLSearchParams(body);
			const providerMessageId = params.get("MessageSid") ?? params.get("CallSid");
			const word = params.get("MessageStatus") ?? params.get("CallStatus") ?? "";
			const status = statuses.get(word);
			return providerMessageId && status
				? [{ providerMessageId, status, detail: params.get("ErrorCode") ?? word }]
				: [];
		},
	},

	replies: { senderFields: ["from", "messagingServiceSid"], parse: replyIn },
});

/** Twilio names the service that a sender belongs to, and says when it has answered a word of its own list itself. */
function replyIn({ body }: ReceiptRequest): Reply[] {
	const params = new URLSearchParams(body);
	const from = params.get("From");
	const text = params.get("OptOutType") ?? params.get("Body");
	if (params.get("SmsStatus") !== "received" || from === null || text === null) return [];
	const to = [params.get("To"), params.get("MessagingServiceSid")].filter((one) => one !== null);
	return [{ from, to, text, writtenAt: null, isAnswered: params.has("OptOutType") }];
}

function smsForm(io: DriverIo, message: Message, { config, callbackUrl }: TwilioAccount): URLSearchParams {
	const { from, messagingServiceSid } = config;
	const form = new URLSearchParams({ To: message.destination, Body: message.text });
	if (messagingServiceSid) form.set("MessagingServiceSid", messagingServiceSid);
	else form.set("From", from ?? missing("From or a messaging service"));
	form.set("ValidityPeriod", String(secondsLeft(message, io.now(), validitySeconds)));
	if (callbackUrl) form.set("StatusCallback", callbackUrl);
	return form;
}

/** The words travel in the request, as TwiML. A URL to fetch them from would put the code where others may read it. */
function callForm(message: Message, { config, callbackUrl }: TwilioAccount): URLSearchParams {
	const form = new URLSearchParams({
		To: message.destination,
		From: config.from ?? missing("From"),
		Twiml: `<Response><Say language="${languageFor(message.locale)}">${escapeXml(message.text)}</Say></Response>`,
	});
	if (message.extension) form.set("SendDigits", extensionKeys(message.extension, "w"));
	if (callbackUrl) {
		form.set("StatusCallback", callbackUrl);
		for (const event of ["ringing", "answered", "completed"]) form.append("StatusCallbackEvent", event);
	}
	return form;
}

function credentials({ config, secrets }: TwilioAccount): string {
	if (!config.apiKeySid) return `${config.accountSid}:${secrets.authToken}`;
	return `${config.apiKeySid}:${secrets.apiKeySecret ?? missing("the API key's secret")}`;
}

function missing(setting: string): never {
	throw new DeliveryError("misconfigured", `${setting} is not set`);
}

function failure(answer: ProviderAnswer): DeliveryError {
	const code = ErrorAnswer.safeParse(answer.json).data?.code;
	return new DeliveryError(
		failureKinds.get(String(code)) ?? kindOfStatus(answer.status),
		"Twilio refused the message",
		code === undefined ? null : String(code),
	);
}
