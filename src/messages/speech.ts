// How a code is said aloud in a voice call. PURE.
import { likelyLocale } from "./languages";
import { builtInTexts, ourLanguage } from "./words";

/**
 * A code for its place in a spoken sentence, as plain text: `1, 2, 3. Once more: 1, 2, 3`.
 * @param locale BCP 47; English where we have no words of its language
 */
export const speakCode = (code: string, locale: string): string =>
	builtInTexts[ourLanguage([speechLanguage(locale).split("-")[0] ?? ""])].aloud(code);

/** The language of a voice, with its likeliest country, as providers want it: `en` → `en-US`, `ja_JP` → `ja-JP`. */
export const speechLanguage = (locale: string): string => likelyLocale(locale);

const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&apos;",
};

/** Text for the inside of TwiML or SSML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
