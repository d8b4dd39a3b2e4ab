// Properties at the door and on the wire.
import * as z from "zod";
import { locale } from "../web/text";

const scope = z
	.string()
	.regex(/^[A-Za-z0-9_-]{1,64}$/)
	.default("default")
	.meta({
		description: "Whose values: the id of an application, or `default`",
		examples: ["default"],
	});

const Locale = locale.optional().meta({ description: "A language, such as `ja`", examples: ["ja"] });

export const PropertyQuery = z.object({ locale: Locale });
export type PropertyQuery = z.infer<typeof PropertyQuery>;

export const PropertyListQuery = z.object({
	search: z.string().max(100).default("").meta({ description: "A part of the name, whatever its letters' case" }),
	scope,
	locale: Locale,
	limit: z.coerce.number().int().min(1).max(500).default(100),
	after: z.string().min(1).max(256).optional(),
});
export type PropertyListQuery = z.infer<typeof PropertyListQuery>;

export const PropertyInput = z.object({
	value: z
		.string()
		.max(32 * 1024)
		.meta({ description: "As text, whatever the type: `true`, `5`", examples: ["true"] }),
	locale: locale.nullable().default(null).meta({ description: "The language of a text; null: for all languages" }),
});
export type PropertyInput = z.infer<typeof PropertyInput>;

export const Remark = z.object({ reason: z.string(), text: z.string().meta({ description: "In English" }) });

export const PropertyView = z.object({
	name: z.string().meta({ examples: ["bharosa.uio.default.otp.generate.code.length"] }),
	scope: z.string().nullable().meta({ description: "null: the property is of no application" }),
	type: z.string().meta({ description: "switch, number, text, html, message, expression …" }),
	meaning: z.string(),
	isPerLocale: z.boolean(),
	isSecret: z.boolean(),
	value: z.string().nullable().meta({ description: "The value that counts. A secret's is never told" }),
	locale: z.string().nullable().meta({ description: "The language of the value; null: all languages" }),
	origin: z.enum(["OWN", "INHERITED", "ELSEWHERE", "SHIPPED", "NONE"]).meta({
		description:
			"OWN: set here. INHERITED: set for `from`. ELSEWHERE: kept by another part, such as a provider account. " +
			"SHIPPED: nobody has set it. NONE: it has no value",
	}),
	from: z.string().nullable(),
	locales: z.array(z.string()).meta({ description: "Languages in which the text is set for this scope or one above" }),
});
export type PropertyView = z.infer<typeof PropertyView>;

export const SetPropertyView = PropertyView.extend({
	warnings: z.array(Remark).meta({ description: "What the writer should know" }),
});
export type SetPropertyView = z.infer<typeof SetPropertyView>;

export const ExpressionTrial = z.object({
	expression: z
		.string()
		.min(1)
		.max(1_000)
		.meta({ examples: ["[0-9]{4}"] }),
	value: z
		.string()
		.max(1_000)
		.meta({ examples: ["1234"] }),
});
export type ExpressionTrial = z.infer<typeof ExpressionTrial>;

export const ExpressionTrialView = z.object({
	isMatch: z.boolean().meta({ description: "Whether the whole value matches" }),
	groups: z.array(z.string().nullable()).meta({ description: "What the groups took" }),
});
export type ExpressionTrialView = z.infer<typeof ExpressionTrialView>;

export const EnumerationQuery = z.object({ scope, locale: Locale });
export type EnumerationQuery = z.infer<typeof EnumerationQuery>;

export const EnumerationView = z.array(
	z.object({
		key: z.string(),
		number: z.int().nullable(),
		attributes: z.record(z.string(), z.string()).meta({ description: "By their names behind the key" }),
	}),
);
export type EnumerationView = z.infer<typeof EnumerationView>;
