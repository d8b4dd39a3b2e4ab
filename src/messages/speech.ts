// How a code is said aloud in a voice call. PURE.
import { likelyLocale, ourLanguage } from "../languages";
import { builtInTexts } from "./words";

/**
 * Returns the code as plain text for a spoken sentence: `1, 2, 3. Once more: 1, 2, 3`.
 * @param locale BCP 47; English where we have no words in its language
 */
export const speakCode = (code: string, locale: string): string =>
	builtInTexts[ourLanguage([speechLanguage(locale).split("-")[0] ?? ""])].aloud(code);

/** The language of a voice, with its likeliest country, as providers want it: `en` → `en-US`, `ja_JP` → `ja-JP`. */
export const speechLanguage = likelyLocale;
