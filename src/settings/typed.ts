// A form whose fields are properties: what it shows when it comes fresh, and what a sent form changes. PURE.
import { invalid } from "../errors";
import { defaultLanguage, languages } from "../languages";
import type { Change } from "./service";
import { findValue, type Snapshot, type Value } from "./values";

/** A field of a form and the property, without its scope, that it shows and sets. */
export interface FormProperty {
	field: string;
	name: string;
	/** The language of a text; empty for what is the same in all languages. */
	locale: string;
	/** Counts where nobody has set the property and nothing ships. */
	otherwise: string;
}

/** What a form has of a property that is the same in every language. */
export const plainField = (field: string, name: string, otherwise = ""): FormProperty => ({
	...{ field, name, otherwise },
	locale: "",
});

/** A field for each of our languages, such as `name_en` and `name_ja`. */
export const textFields = (field: string, name: string): FormProperty[] =>
	languages.map((locale) => ({ field: textField(field, locale), name, locale, otherwise: "" }));

export const textField = (field: string, language: string): string => `${field}_${language}`;

/** Field → what counts now, wherever it comes from. */
export const shownValues = (snapshot: Snapshot, form: readonly FormProperty[]): Record<string, string> =>
	Object.fromEntries(form.map((property) => [property.field, shownValue(snapshot, property)]));

const shownValue = (snapshot: Snapshot, property: FormProperty): string =>
	foundValue(snapshot, property)?.value ?? property.otherwise;

const foundValue = (snapshot: Snapshot, { name, locale }: FormProperty): Value | null =>
	findValue(snapshot, name, locale === "" ? [] : [locale]);

/**
 * The fields that differ from what counts. The others stay as they are, so that an application goes on following the
 * values of all applications. A field that the form doesn't have changes nothing.
 */
export const changesOf = (
	snapshot: Snapshot,
	form: readonly FormProperty[],
	typed: Readonly<Record<string, string>>,
): Change[] =>
	form.flatMap((property) => {
		const { field, name } = property;
		const value = typed[field]?.replaceAll("\r\n", "\n").trim();
		if (value === undefined || value === shownValue(snapshot, property)) return [];
		if (value === "" && foundValue(snapshot, property) === null) return [];
		const isBack = value === "" && shownValue(withoutOwn(snapshot), property) === "";
		return [{ field, name, locale: localeOf(snapshot, property), value: isBack ? null : value }];
	});

/** What would count if nothing were set for the scope itself. */
export const withoutOwn = ({ scope, layers }: Snapshot): Snapshot => ({
	scope,
	layers: layers.filter((layer) => layer.scope !== scope),
});

/** A text for all languages is for readers of other languages than ours, too. It is written in our first one. */
function localeOf(snapshot: Snapshot, property: FormProperty): string {
	if (property.locale !== defaultLanguage) return property.locale;
	const found = foundValue(snapshot, property);
	return found === null || (found.locale === "" && found.from !== null) ? "" : property.locale;
}

/** People find a thing by its label. Throws 400 where one that is there would go, in any language. */
export function refuseEmptied(
	fields: readonly string[],
	shown: Readonly<Record<string, string>>,
	typed: Readonly<Record<string, string>>,
): void {
	const all = fields.flatMap((field) => languages.map((language) => textField(field, language)));
	const emptied = all.find((field) => typed[field]?.trim() === "" && shown[field] !== "");
	if (emptied !== undefined) throw invalid(emptied, "missing");
}
