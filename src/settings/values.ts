// Which value counts: an application's own, that of its base, the default's, and at last the one that ships. PURE.
import { bestLanguage, canonicalLanguage } from "../languages";
import { defaults } from "./catalogue";
import { ownText, wordNames } from "./words";

/** The values of one scope: by name, then by locale. The value of all languages has an empty locale. */
export interface Layer {
	scope: string;
	values: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface Snapshot {
	/** Whose settings these are. */
	scope: string;
	/** The first one with a value counts. */
	layers: readonly Layer[];
}

export interface Value {
	value: string;
	/** Empty for a value of all languages. */
	locale: string;
	/** The scope that has the value; null for a value that ships. */
	from: string | null;
}

/**
 * The value of a property, or null if nobody has set it and none ships.
 * @param wanted languages in order, as `canonicalLanguage` makes them. A text in a wanted language comes first, whoever
 * has it. Then comes a text for all languages, then ours in the best language.
 */
export const findValue = (snapshot: Snapshot, name: string, wanted: readonly string[] = []): Value | null =>
	findFirst(snapshot, [name], wanted);

/** The same of several properties that say the same thing. Of those that a layer has, the first one counts. */
export function findFirst(
	{ layers }: Snapshot,
	names: readonly [string, ...string[]],
	wanted: readonly string[] = [],
): Value | null {
	const offered = wanted.length === 0 ? [] : names.flatMap((name) => localesOf(layers, name));
	const locale = bestLanguage(wanted, offered);
	for (const asked of locale === undefined ? [""] : [locale, ""]) {
		for (const { scope, values } of layers) {
			const value = names.map((name) => values.get(name)?.get(asked)).find((found) => found !== undefined);
			if (value !== undefined) return { value, locale: asked, from: scope };
		}
	}
	return shippedValue(names[0], wanted);
}

/** The languages in which somebody has set the property. */
export const localesOf = (layers: readonly Layer[], name: string): string[] => [
	...new Set(layers.flatMap(({ values }) => [...(values.get(name)?.keys() ?? [])]).filter((locale) => locale !== "")),
];

/** What ships: a value for all languages, or a text in the language of ours that fits best. */
function shippedValue(name: string, wanted: readonly string[]): Value | null {
	const value = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
	if (value !== undefined) return { value, locale: "", from: null };
	const text = ownText(name, wanted);
	return text === null ? null : { ...text, from: null };
}

/** The keys of an enumeration's elements: those that ship, and those that somebody has added. */
export function keysOf({ layers }: Snapshot, enumeration: string): string[] {
	const begin = `${enumeration}.`;
	const names = [...Object.keys(defaults), ...wordNames, ...layers.flatMap(({ values }) => [...values.keys()])];
	const keys = names
		.filter((name) => name.startsWith(begin))
		.map((name) => name.slice(begin.length).split(".")[0] ?? "");
	return [...new Set(keys)];
}

/** One spelling for each language: `ja_JP` → `ja-JP`. Null for a text that is no language. */
export const localeOf = (text: string): string | null =>
	/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{1,8}){0,3}$/.test(text) ? canonicalLanguage(text) : null;
