// The finished text of a message: the right template in the right language, filled in.
import type { Ctx } from "../context";
import { segmentSms } from "../phone/segments";
import { wantedLanguages } from "./languages";
import type { Channel } from "./message";
import type { RequestType } from "./purpose";
import { fillPlaceholders } from "./templates/placeholders";
import { findTemplateTexts, type TemplateTexts } from "./templates/remembered";
import { builtInTexts, defaultLanguage, ourLanguage } from "./words";
import type { Purpose, TextValues } from "./words/shape";

export interface TextRequest {
	channel: Channel;
	requestType: RequestType;
	code: string;
	/** How long the code can be used; built-in e-mail texts say so. */
	lifetimeSeconds: number;
	/** SMS only: an administrator's template. An unknown one counts as none. */
	templateId?: string | undefined;
	/** The caller's Accept-Language header; it goes before the user's own locale. */
	acceptLanguage?: string | null | undefined;
	/** BCP 47 or with an underscore, as the user's profile has it. */
	userLocale?: string | null | undefined;
	/** SMS only: the host that browsers may fill the code in on (`@host #code` as the last line); none by default. */
	originHost?: string | undefined;
}

interface ComposedText {
	/** The text's language where it is known, otherwise the one that the person wants most. */
	locale: string;
	/** EMAIL only. */
	subject: string | null;
	text: string;
}

/** Writes a message. Reads D1 only for a template that this isolate hasn't used for 30 s. */
export async function composeText(ctx: Ctx, request: TextRequest): Promise<ComposedText> {
	const languages = wantedLanguages(request.acceptLanguage, request.userLocale);
	if (request.channel !== "SMS") return builtInText(ctx, request, languages);
	const custom = request.templateId === undefined ? null : await findTemplateTexts(ctx, request.templateId);
	const written = custom ? customText(ctx, request, custom, languages) : builtInText(ctx, request, languages);
	return { ...written, text: withOrigin(written.text, request) };
}

function customText(ctx: Ctx, { code }: TextRequest, { template, translations }: TemplateTexts, wanted: string[]) {
	const language = wanted.find((one) => translations[one] !== undefined);
	const text = (language && translations[language]) ?? template;
	return {
		locale: language ?? wanted[0] ?? defaultLanguage,
		subject: null,
		text: fillPlaceholders(text, { code, "org.name": ctx.env.organizationName }),
	};
}

function builtInText(ctx: Ctx, { channel, requestType, code, lifetimeSeconds }: TextRequest, wanted: string[]) {
	const language = ourLanguage(wanted);
	const texts = builtInTexts[language];
	const purpose = purposeOf[requestType];
	const values: TextValues = {
		code: channel === "CALL" ? texts.aloud(code) : code,
		organization: ctx.env.organizationName,
		minutes: Math.max(1, Math.floor(lifetimeSeconds / 60)),
	};
	if (channel !== "EMAIL") return { locale: language, subject: null, text: texts[channel][purpose](values) };
	const { subject, body } = texts.EMAIL[purpose](values);
	return { locale: language, subject, text: body };
}

/**
 * Last line of the "origin-bound one-time codes" format: the browser offers the code on that host and nowhere else.
 * Left out when it would cost one more segment.
 */
function withOrigin(text: string, { originHost, code }: TextRequest): string {
	if (originHost === undefined) return text;
	const bound = `${text}\n@${originHost} #${code}`;
	return segmentSms(bound).segments.length === segmentSms(text).segments.length ? bound : text;
}

const purposeOf: Record<RequestType, Purpose> = {
	"com.okta.user.telephony.pre-enrollment": "enrollment",
	"com.okta.user.telephony.mfa-verification": "verification",
	"com.okta.user.telephony.account-unlock": "unlock",
	"com.okta.user.telephony.password-reset": "reset",
};
