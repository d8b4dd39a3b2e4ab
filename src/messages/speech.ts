// How a code is said aloud in a voice call. PURE.
import { likelyLocale, ourLanguage } from "../languages";
import { fillText } from "../settings/text-format";
import { textOf } from "./words";

/**
 * Returns the code as plain text for a spoken sentence: `1, 2, 3. Once more: 1, 2, 3`.
 * @param locale BCP 47; English where we have no words in its language
 */
export function speakCode(code: string, locale: string): string {
	const language = ourLanguage([speechLanguage(locale).split("-")[0] ?? ""]);
	const separator = fillText(textOf("speech.separator", language), []);
	return fillText(textOf("speech.code", language), [[...code].join(separator)]);
}

/** The language of a voice, with its likeliest country, as providers want it: `en` → `en-US`, `ja_JP` → `ja-JP`. */
export const speechLanguage = likelyLocale;
