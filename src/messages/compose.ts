// Makes a message from a request: the administrator's template or our own text, in the user's language.
import type { Ctx } from "../context";
import { defaultLanguage, ourLanguage, wantedLanguages } from "../languages";
import { segmentSms } from "../phone/segments";
import type { Message } from "./message";
import type { SendRequest } from "./send-request";
import { fillPlaceholders } from "./templates/placeholders";
import { findTemplateTexts, type TemplateTexts } from "./templates/remembered";
import { builtInTexts } from "./words";
import type { TextValues } from "./words/shape";

type Text = Pick<Message, "locale" | "subject" | "text">;

/** The fields of a request that its text depends on. */
export type TextRequest = Pick<
	SendRequest,
	"channel" | "purpose" | "code" | "expiresAt" | "templateId" | "acceptLanguage" | "user"
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
	const text = presetText ? { ...presetText, subject: null } : await composeText(ctx, request, originHost);
	return { id, channel, destination, extension, purpose, code, expiresAt, ...text };
}

/**
 * Writes the text. Reads D1 only for a template that this isolate hasn't read for 30 s. `locale` is the language of the
 * text where we know it, otherwise the language that the user wants most.
 * @param originHost SMS only: the host that browsers may fill the code in on (`@host #code` as the last line)
 */
export async function composeText(ctx: Ctx, request: TextRequest, originHost: string | null = null): Promise<Text> {
	const languages = wantedLanguages(request.acceptLanguage, request.user?.locale);
	if (request.channel !== "SMS") return builtInText(ctx, request, languages);
	const custom = request.templateId === undefined ? null : await findTemplateTexts(ctx, request.templateId);
	const written = custom ? customText(ctx, request, custom, languages) : builtInText(ctx, request, languages);
	return originHost === null ? written : { ...written, text: boundTo(originHost, written.text, request.code) };
}

function customText(
	ctx: Ctx,
	{ code }: TextRequest,
	{ template, translations }: TemplateTexts,
	wanted: string[],
): Text {
	const language = wanted.find((one) => translations[one] !== undefined);
	const text = (language && translations[language]) ?? template;
	return {
		locale: language ?? wanted[0] ?? defaultLanguage,
		subject: null,
		text: fillPlaceholders(text, { code, "org.name": ctx.env.organizationName }),
	};
}

function builtInText(ctx: Ctx, { channel, purpose, code, expiresAt }: TextRequest, wanted: string[]): Text {
	const language = ourLanguage(wanted);
	const texts = builtInTexts[language];
	const values: TextValues = {
		code: channel === "CALL" ? texts.aloud(code) : code,
		organization: ctx.env.organizationName,
		minutes: minutesLeft(expiresAt - ctx.now()),
	};
	if (channel !== "EMAIL") return { locale: language, subject: null, text: texts[channel][purpose](values) };
	const { subject, body } = texts.EMAIL[purpose](values);
	return { locale: language, subject, text: body };
}

/** Whole minutes, at least 1. */
const minutesLeft = (ms: number) => Math.max(1, Math.floor(Math.round(ms / 1000) / 60));

/**
 * Adds the last line of the "origin-bound one-time codes" format: the browser offers the code on that host and nowhere
 * else. Omits the line when it would cost one more segment.
 */
function boundTo(host: string, text: string, code: string): string {
	const bound = `${text}\n@${host} #${code}`;
	return segmentSms(bound).segments.length === segmentSms(text).segments.length ? bound : text;
}
