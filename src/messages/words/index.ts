// The languages that Tessera has words for. A new language is a file like `en.ts` and a line here. PURE.
import { english } from "./en";
import { japanese } from "./ja";
import type { LanguageTexts } from "./shape";

export const builtInTexts = { en: english, ja: japanese } as const satisfies Record<string, LanguageTexts>;

export type Language = keyof typeof builtInTexts;

/** The language for people whose languages we don't know. */
export const defaultLanguage: Language = "en";

/** Returns the first wanted language that we have words for, otherwise the default. */
export const ourLanguage = (wanted: readonly string[]): Language =>
	wanted.find((one): one is Language => Object.hasOwn(builtInTexts, one)) ?? defaultLanguage;
