// What a text message from a person means: STOP, START or HELP, by the words that the settings have in each language.
import { languages } from "../../languages";
import { findValue, localesOf, type Snapshot } from "../../settings/values";

export type Said = "stop" | "start" | "help";

/** STOP comes first, so that a word that a customer gives two meanings stops. */
const meanings: readonly Said[] = ["stop", "start", "help"];

const nameOf = (said: Said) => `otp.sms.${said}.words`;

/** The longest word that a setting may have. A longer text is no such word, and nobody has to keep it. */
const longestWord = 40;

/**
 * Null for a text that is none of the words. We don't know which language the person speaks, so those of all count.
 * @returns the meaning, and the language whose word it is
 */
export function meaningOf(settings: Snapshot, text: string): { said: Said; locale: string } | null {
	const written = folded(text);
	if (written === "" || written.length > longestWord) return null;
	for (const said of meanings) {
		const locales = new Set([...languages, ...localesOf(settings.layers, nameOf(said))]);
		for (const locale of locales) {
			const words = findValue(settings, nameOf(said), [locale])?.value.split(/[,、，]/) ?? [];
			if (words.map(folded).includes(written)) return { said, locale };
		}
	}
	return null;
}

/** Case, width, and the signs around a word make no difference: `“Stop.”` is STOP. */
const folded = (text: string): string =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/^[\p{P}\p{Z}\p{C}]+|[\p{P}\p{Z}\p{C}]+$/gu, "")
		.replace(/\s+/g, " ");
