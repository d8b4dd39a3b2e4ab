// Sends Telegram messages: by Telegram's own Gateway to a phone number, or by a bot to a chat that the person opened.
// A bot's token is a part of the address of its requests, so no address may ever get into an error.
import * as z from "zod";
import { type Message, secondsLeft } from "../messages/message";
import { parseJson } from "../net/json";
import { type Accepted, type DriverIo, driver, type Receipt } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { bearer, kindOfStatus, type ProviderAnswer, postJson } from "./kit/http";
import { isGenuineTelegramReport } from "./signatures/telegram-gateway";

const Config = z.object({
	mode: z.enum(["gateway", "bot"]).default("gateway").meta({
		title: "Way of sending",
		description:
			"`gateway`: Telegram Gateway, to a phone number, codes of 4 to 8 digits. `bot`: a bot of yours, to the ID of a chat that the person has started with it.",
	}),
	senderUsername: z
		.string()
		.regex(/^@?\w{5,32}$/)
		.optional()
		.meta({
			title: "Sender",
			description: "Gateway only: a verified channel of yours to send from, instead of Telegram's own",
			examples: ["example_codes"],
		}),
});

const Secrets = z.object({
	token: z
		.string()
		.regex(/^[\w:-]{16,128}$/)
		.meta({ title: "Token", description: "The Gateway's access token, or the bot's from @BotFather" }),
});

const gatewaySecondsToLive = { min: 30, max: 3_600 };

const GatewayAnswer = z.discriminatedUnion("ok", [
	z.object({ ok: z.literal(true), result: z.object({ request_id: z.string().min(1).max(200) }) }),
	z.object({ ok: z.literal(false), error: z.string() }),
]);

/**
 * How the Gateway's error words begin, and what they mean. Any other word is about this number or code.
 * Source: core.telegram.org/gateway/api, which explains ACCESS_TOKEN_INVALID only: the others go by their names.
 */
const failureKinds = Object.entries<DeliveryErrorKind>({
	ACCESS_TOKEN: "misconfigured", // the token is missing or wrong
	BALANCE: "misconfigured", // no credit
	CALLBACK_URL: "misconfigured", // the address for reports
	FLOOD_WAIT: "temporary", // too many requests; the seconds to wait follow
	INTERNAL: "unknown", // an error inside Telegram
	SENDER: "misconfigured", // the channel to send from
	UNKNOWN_METHOD: "misconfigured", // no such method of the API
});

const BotAnswer = z.object({ ok: z.literal(true), result: z.object({ message_id: z.int() }) });

const Report = z.object({
	request_id: z.string().min(1).max(200),
	delivery_status: z.object({ status: z.string() }),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		sent: "sent",
		delivered: "delivered",
		read: "delivered",
		expired: "undelivered",
		revoked: "undelivered",
	}),
);

export const telegramDriver = driver({
	id: "telegram",
	title: "Telegram",
	channels: ["IM"],
	config: Config,
	secrets: Secrets,

	send: (io, message, { config, secrets, callbackUrl }) =>
		config.mode === "bot"
			? sendByBot(io, message, secrets.token)
			: sendByGateway(io, message, secrets.token, { sender: config.senderUsername, callbackUrl }),

	receipts: {
		isGenuine: async ({ headers, body }, { config, secrets }, io) =>
			config.mode === "gateway" && isGenuineTelegramReport({ headers, body, token: secrets.token, nowMs: io.now() }),
		parse({ body }) {
			const report = Report.safeParse(parseJson(body)).data;
			const word = report?.delivery_status.status ?? "";
			const status = statuses.get(word);
			return report && status ? [{ providerMessageId: report.request_id, status, detail: word }] : [];
		},
	},
});

async function sendByGateway(
	io: DriverIo,
	message: Message,
	token: string,
	options: { sender: string | undefined; callbackUrl: string | null },
): Promise<Accepted> {
	if (!/^\d{4,8}$/.test(message.code)) {
		throw new DeliveryError("permanent", "Telegram Gateway takes codes of 4 to 8 digits only");
	}
	const answer = await postJson(io, "https://gatewayapi.telegram.org/sendVerificationMessage", bearer(token), {
		phone_number: message.destination,
		code: message.code,
		// Telegram gives the money back for a message that wasn't delivered by then.
		ttl: secondsLeft(message, io.now(), gatewaySecondsToLive),
		payload: message.id,
		sender_username: options.sender?.replace("@", ""),
		callback_url: options.callbackUrl ?? undefined,
	});
	const said = GatewayAnswer.safeParse(answer.json).data;
	if (said?.ok) return { providerMessageId: said.result.request_id, status: "sent" };
	if (said) throw new DeliveryError(kindOfWord(said.error), "Telegram Gateway refused the message", said.error);
	throw noAnswer(answer);
}

async function sendByBot(io: DriverIo, message: Message, token: string): Promise<Accepted> {
	const answer = await postJson(io, `https://api.telegram.org/bot${token}/sendMessage`, null, {
		chat_id: message.destination,
		text: message.text,
		link_preview_options: { is_disabled: true },
		// The person can't forward the code.
		protect_content: true,
	});
	const taken = BotAnswer.safeParse(answer.json).data;
	if (answer.status === 200 && taken) return { providerMessageId: String(taken.result.message_id), status: "sent" };
	if (answer.status === 200) throw noAnswer(answer);
	// 403: the person has blocked the bot. 401 and 404: there is no such bot.
	const kind = answer.status === 403 ? "permanent" : kindOfStatus(answer.status);
	throw new DeliveryError(kind, "Telegram refused the message", String(answer.status));
}

/** The kind that the beginning of the Gateway's word means, whatever the HTTP status is. */
const kindOfWord = (word: string): DeliveryErrorKind =>
	failureKinds.find(([beginning]) => word.startsWith(beginning))?.[1] ?? "permanent";

const noAnswer = ({ status }: ProviderAnswer) =>
	new DeliveryError(status < 300 ? "unknown" : kindOfStatus(status), "Telegram's answer can't be read", String(status));
