// What is said and shown of questions, recovery codes and phrases, in the language that fits a reader best. PURE.
import { type Language, ourLanguage } from "../../../languages";
import { english, type OwnedWords } from "./en";
import { japanese } from "./ja";

/** The compiler names a language that has no words. */
const words: Readonly<Record<Language, OwnedWords>> = { en: english, ja: japanese };

/** @param wanted the reader's languages in order */
export const ownedWords = (wanted: readonly string[]): OwnedWords => words[ourLanguage(wanted)];

/** A question that doesn't ship any more has its key. */
export function questionText(key: string, wanted: readonly string[]): string {
	const { questions } = ownedWords(wanted);
	return Object.hasOwn(questions, key) ? questions[key as keyof typeof questions] : key;
}
