// SMS templates at the door and on the wire, in Okta's shapes.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { canonicalLanguage, defaultLanguage } from "../../languages";
import { singleLine } from "../../web/text";
import { knownPlaceholders, placeholdersIn } from "./placeholders";

export const smsTemplateTypes = ["SMS_VERIFY_CODE"] as const;

const Type = z.enum(smsTemplateTypes).meta({ description: "The only type there is" });

const Name = singleLine(50).min(1);

const TemplateText = z
	.string()
	.min(1)
	.max(161)
	.regex(/^(?:\n|[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069])*$/u, reason("control-characters"))
	.refine((text) => placeholdersIn(text).includes("code"), reason("text-without-code", { code: `\${code}` }))
	.refine(
		(text) => placeholdersIn(text).every((name) => knownPlaceholders.some((known) => known === name)),
		reason("unknown-placeholder", { code: `\${code}`, organization: `\${org.name}` }),
	)
	.meta({
		description: "Must contain the placeholder of the passcode, may contain that of the organization's name",
		examples: [`\${org.name} code: \${code}`],
	});

const LanguageTag = z.string().regex(/^[a-z]{2,3}([_-][a-z]{4})?([_-]([a-z]{2}|\d{3}))?$/i, reason("language-code"));

const canonical = (tag: string): string => canonicalLanguage(tag) ?? tag;

const TemplateLanguage = LanguageTag.overwrite(canonical).meta({
	description: "The language of `template`",
	examples: ["en"],
});

const Translations = z
	.record(LanguageTag, z.union([TemplateText, z.literal(""), z.null()]))
	.refine(haveOneSpelling, reason("language-twice"))
	.overwrite((texts) => Object.fromEntries(Object.entries(texts).map(([tag, text]) => [canonical(tag), text])))
	.meta({ description: "Text per language, such as `ja` or `pt-BR`; null or an empty text removes one" });

/** Of two spellings of one language, one text would get lost. */
function haveOneSpelling(texts: Record<string, unknown>): boolean {
	const tags = Object.keys(texts);
	return new Set(tags.map(canonical)).size === tags.length;
}

export const SmsTemplateInput = z.object({
	name: Name,
	type: Type.default("SMS_VERIFY_CODE"),
	template: TemplateText,
	language: TemplateLanguage.default(defaultLanguage),
	translations: Translations.nullish(),
});
export type SmsTemplateInput = z.infer<typeof SmsTemplateInput>;

export const SmsTemplateChange = z.object({
	name: Name.optional(),
	type: Type.optional(),
	template: TemplateText.optional(),
	language: TemplateLanguage.optional(),
	translations: Translations.nullish(),
});
export type SmsTemplateChange = z.infer<typeof SmsTemplateChange>;

export const SmsTemplateListQuery = z.object({
	templateType: Type.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(200),
	after: z.string().min(1).max(100).optional(),
});
export type SmsTemplateListQuery = z.infer<typeof SmsTemplateListQuery>;

export const SmsTemplateView = z.object({
	id: z.string(),
	name: z.string(),
	type: Type,
	template: z.string(),
	language: z.string(),
	translations: z.record(z.string(), z.string()),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
});
export type SmsTemplateView = z.infer<typeof SmsTemplateView>;

/** The answer to a PUT. Like Okta's, it lacks the translations. */
export const ReplacedSmsTemplateView = SmsTemplateView.omit({ translations: true });
