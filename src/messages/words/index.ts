// The languages that Tessera speaks by itself. A new one is a file like `en.ts` and a line here. PURE.
import { english } from "./en";
import { japanese } from "./ja";
import type { LanguageTexts } from "./shape";

export const builtInTexts = { en: english, ja: japanese } as const satisfies Record<string, LanguageTexts>;

export type Language = keyof typeof builtInTexts;

/** For people whose language nobody knows. */
export const defaultLanguage: Language = "en";

/** The first of the wanted languages that there are words of, else the default. */
export const ourLanguage = (wanted: readonly string[]): Language =>
	wanted.find((one): one is Language => Object.hasOwn(builtInTexts, one)) ?? defaultLanguage;
