// Makes a message from a request: an administrator's template, a customer's text or ours, in the user's language.
import type { Ctx } from "../context";
import { bestLanguage, ourLanguage, wantedLanguages } from "../languages";
import { segmentSms } from "../phone/segments";
import { settingsFor } from "../settings/snapshot";
import { fillText } from "../settings/text-format";
import type { Channel, Message, Purpose } from "./message";
import { ownSender, ownTexts, typeOf } from "./own-texts";
import type { SendRequest } from "./send-request";
import { speakCode } from "./speech";
import { fillPlaceholders } from "./templates/placeholders";
import { findTemplateTexts, type TemplateTexts } from "./templates/remembered";
import { numbered, type TextValues, textOf } from "./words";

type Text = Pick<Message, "locale" | "subject" | "text">;

/** The fields of a request that its text depends on. */
export type TextRequest = Pick<
	SendRequest,
	"channel" | "purpose" | "code" | "expiresAt" | "templateId" | "acceptLanguage" | "user" | "textsOf"
>;

/**
 * Makes the message. A finished text goes out as it is.
 * @param destination from `admitSend`: E.164, or the address
 * @param originHost see `composeText`
 */
export async function composeMessage(
	ctx: Ctx,
	request: SendRequest & { destination: string },
	originHost: string | null,
): Promise<Message> {
	const { id, channel, destination, extension, purpose, code, expiresAt, presetText } = request;
	const needsOurs = !presetText || (channel === "EMAIL" && presetText.subject === undefined);
	const ours = needsOurs ? await composeText(ctx, request, originHost) : { subject: null };
	const text = { ...ours, ...presetText } as Text;
	const { textsOf } = request;
	const own = ownSender(
		await settingsFor(ctx, textsOf?.applicationId),
		textsOf?.type ?? typeOf[channel],
		channel,
		text.locale,
	);
	const senders = request.sender === undefined ? own : { sender: request.sender };
	return { id, channel, destination, extension, ...senders, purpose, code, expiresAt, ...text };
}

/**
 * Writes the text. Reads D1 only for settings and templates that this isolate hasn't read for 30 s. `locale` is the
 * language of the text.
 * @param originHost SMS only: the host that browsers may fill the code in on (`@host #code` as the last line)
 */
export async function composeText(ctx: Ctx, request: TextRequest, originHost: string | null = null): Promise<Text> {
	const languages = wantedLanguages(request.acceptLanguage, request.user?.locale);
	if (request.channel !== "SMS") return writtenText(ctx, request, languages);
	const custom = request.templateId === undefined ? null : await findTemplateTexts(ctx, request.templateId);
	const written = custom ? customText(ctx, request, custom, languages) : await writtenText(ctx, request, languages);
	return originHost === null ? written : { ...written, text: boundTo(originHost, written.text, request.code) };
}

/** The template's own text is in a language, too, and competes with the translations. */
function customText(
	ctx: Ctx,
	{ code }: TextRequest,
	{ template, language, translations }: TemplateTexts,
	wanted: string[],
): Text {
	const locale = bestLanguage(wanted, [...Object.keys(translations), language]) ?? language;
	return {
		locale,
		subject: null,
		text: fillPlaceholders(translations[locale] ?? template, { code, "org.name": ctx.env.organizationName }),
	};
}

/** Where the keys of a channel's texts begin. A mail's key also says which part of the mail it is. */
const keysOf = { SMS: "sms", CALL: "call", IM: "im" } as const;

/** What the customer has written, otherwise ours. */
async function writtenText(
	ctx: Ctx,
	{ channel, purpose, code, expiresAt, textsOf }: TextRequest,
	wanted: string[],
): Promise<Text> {
	const settings = await settingsFor(ctx, textsOf?.applicationId);
	const { locale, body, subject } = ownTexts(settings, textsOf?.type ?? typeOf[channel], purpose, wanted);
	const minutes = minutesLeft(expiresAt - ctx.now());
	const values = valuesIn(channel, locale, { code, organization: ctx.env.organizationName, minutes });
	const ours = ourTexts(channel, purpose, locale);
	const subjectText = subject ?? ours.subject;
	return {
		locale,
		subject: subjectText === null ? null : fillText(subjectText, values),
		text: fillText(body ?? ours.body, values),
	};
}

/** What we say, with its placeholders, in the language of ours that fits best. */
export function ourTexts(channel: Channel, purpose: Purpose, locale: string) {
	const language = ourLanguage([locale]);
	const isMail = channel === "EMAIL";
	return {
		locale: language,
		subject: isMail ? textOf(`email.${purpose}.subject`, language) : null,
		body: textOf(isMail ? `email.${purpose}.body` : `${keysOf[channel]}.${purpose}`, language),
	};
}

/** What the placeholders of a text stand for. A call says the code in the language of the text. */
export const valuesIn = (channel: Channel, locale: string, values: TextValues): string[] =>
	numbered(channel === "CALL" ? { ...values, code: speakCode(values.code, locale) } : values);

/** Whole minutes, at least 1. */
const minutesLeft = (ms: number) => Math.max(1, Math.floor(Math.round(ms / 1000) / 60));

/**
 * Adds the last line of the "origin-bound one-time codes" format: the browser offers the code on that host and nowhere
 * else. Omits the line when it would cost one more segment.
 */
export function boundTo(host: string, text: string, code: string): string {
	const bound = `${text}\n@${host} #${code}`;
	return segmentSms(bound).segments.length === segmentSms(text).segments.length ? bound : text;
}
