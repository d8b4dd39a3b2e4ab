// How a code is said aloud in a voice call. PURE.
import { hookLocale } from "../hooks/telephony";

interface Saying {
	/** Between two characters: a comma makes a voice pause. */
	pause: string;
	/** Between saying the code and saying it again. */
	again: string;
}

const english: Saying = { pause: ", ", again: ". Once more: " };
const sayings: Readonly<Record<string, Saying>> = {
	en: english,
	ja: { pause: "、", again: "。もう一度、" },
};

/**
 * The code character by character, twice, as plain text for the place of the code in a spoken sentence:
 * `1, 2, 3. Once more: 1, 2, 3`. Without the pauses a voice would read 123 as a number.
 * @param locale BCP 47; English where we have no words of its language
 */
export function speakCode(code: string, locale: string): string {
	const { pause, again } = sayings[speechLanguage(locale).split("-")[0] ?? ""] ?? english;
	const once = [...code].join(pause);
	return once + again + once;
}

/** The language of a voice, with its likeliest country, as providers want it: `en` → `en-US`, `ja_JP` → `ja-JP`. */
export const speechLanguage = (locale: string): string => Intl.getCanonicalLocales(hookLocale(locale))[0] ?? "en-US";

const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&apos;",
};

/** Text for the inside of TwiML or SSML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
