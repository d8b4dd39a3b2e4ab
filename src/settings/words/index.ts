// The texts that ship with properties, in each language, until a customer says something else. PURE.
import { type Language, ourLanguage } from "../../languages";
import { english, type PropertyWords } from "./en";
import { japanese } from "./ja";

/** The compiler names a language that has no texts. */
export const words: Readonly<Record<Language, PropertyWords>> = { en: english, ja: japanese };

/** The names of properties that have a text of ours. */
export const wordNames: readonly string[] = Object.keys(english);

/** Our own text of a property in the language that fits best; null where we have none. */
export function ownText(name: string, wanted: readonly string[]): { value: string; locale: Language } | null {
	if (!Object.hasOwn(english, name)) return null;
	const locale = ourLanguage(wanted);
	return { value: words[locale][name as keyof PropertyWords], locale };
}
