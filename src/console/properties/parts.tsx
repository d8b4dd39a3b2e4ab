// What the pages of properties share: their words and addresses, where a value comes from, and the field of a value.
import type { FC } from "hono/jsx";
import { type Language, languages } from "../../languages";
import type { PropertyType } from "../../settings/catalogue/property";
import type { PropertyView } from "../../settings/schema";
import { type Option, SelectField, TextArea } from "../../ui/choices";
import { Field, type LabelledProps } from "../../ui/form";
import { languageName } from "../../ui/formats";
import { Badge, type Tone } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].properties;

/** @param locale the language of the text; null: for all languages */
export const propertyAt = (name: string, locale: string | null = null): string => {
	const path = `${paths.properties}/${encodeURIComponent(name)}`;
	return locale === null ? path : `${path}?${new URLSearchParams({ locale })}`;
};

/** Whose properties can be chosen: those of all applications, or of one. */
export const scopeOptions = (
	language: Language,
	applications: readonly { id: string; name: string }[],
): readonly Option[] => [
	{ value: "default", text: wordsIn(language).allApplications },
	...applications.map(({ id, name }) => ({ value: id, text: name, isName: true })),
];

/** Languages with a name in the reader's, our own first. Empty: for all languages. */
export const localeOptions = (language: Language, others: readonly string[]): readonly Option[] => [
	{ value: "", text: wordsIn(language).allLanguages },
	...[...new Set([...languages, ...others])].map((value) => ({ value, text: languageName(value, language) })),
];

const tones: Record<PropertyView["origin"], Tone> = {
	OWN: "info",
	INHERITED: "info",
	ELSEWHERE: "neutral",
	SHIPPED: "neutral",
	NONE: "neutral",
};

export const Origin: FC<{ language: Language; property: PropertyView }> = ({
	language,
	property: { origin, from },
}) => {
	const words = wordsIn(language);
	return (
		<>
			<Badge tone={tones[origin]}>{words.origins[origin]}</Badge>
			{origin === "INHERITED" && from !== null && <small translate="no">{from}</small>}
		</>
	);
};

interface ValueFieldProps extends LabelledProps {
	language: Language;
	type: PropertyType;
	value: string;
	isSecret: boolean;
}

/** The field that suits the type. What is typed is text, whatever the type. */
export const ValueField: FC<ValueFieldProps> = ({ language, type, value, isSecret, ...field }) => {
	const words = wordsIn(language);
	if (isSecret) return <Field {...field} hint={words.secretHint} type="password" autocomplete="off" />;
	switch (type.kind) {
		case "switch":
			return <SelectField {...field} value={value} options={optionsFor(["true", "false"])} />;
		case "choice":
			return <SelectField {...field} value={value} options={optionsFor(type.values)} />;
		case "class":
			return <SelectField {...field} value={value} options={optionsFor([value, ...type.known])} />;
		case "html":
			return <TextArea {...field} hint={words.htmlHint} value={value} rows={6} />;
		case "message":
			return <TextArea {...field} hint={placeholderHint(type, words)} value={value} rows={type.hasLines ? 8 : 3} />;
		case "expression":
			return <TextArea {...field} hint={words.expressionHint} value={value} rows={3} isCode />;
		case "number":
			return <Field {...field} hint={words.numberHint(type.min, type.max)} value={value} inputmode="numeric" />;
		default:
			return <Field {...field} value={value} autocomplete="off" />;
	}
};

/** Values are words of files, the same in every language. */
const optionsFor = (values: readonly string[]): Option[] =>
	[...new Set(values)].map((value) => ({ value, text: value === "" ? "–" : value, isName: true }));

const placeholderHint = (
	{ placeholders }: Extract<PropertyType, { kind: "message" }>,
	words: ReturnType<typeof wordsIn>,
) =>
	placeholders.length === 0 ? undefined : words.placeholders(placeholders.map((number) => `{${number}}`).join(" "));
