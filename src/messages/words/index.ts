// The texts of messages: which there are in each language, and what their placeholders stand for. PURE.
import type { Language } from "../../languages";
import { english, type Texts } from "./en";
import { japanese } from "./ja";

/** Customers' texts and files hold these keys, so a key that has been released stays. */
export type TextKey = keyof Texts;

/** The compiler names a language that has no texts. */
export const builtInTexts: Readonly<Record<Language, Texts>> = { en: english, ja: japanese };

/** Returns the text with its placeholders. `fillText` fills it. */
export const textOf = (key: TextKey, language: Language): string => builtInTexts[language][key];

/**
 * What the placeholders stand for. A number has one meaning in all texts, and keeps it, because customers' texts hold
 * the numbers.
 */
export interface TextValues {
	/** `{0}`. In a call: as `speakCode` says it. */
	code: string;
	/** `{1}` */
	organization: string;
	/** `{2}`: the minutes until the code expires, at least 1. */
	minutes: number;
}

/** The values by their numbers, as `fillText` takes them. */
export const numbered = ({ code, organization, minutes }: TextValues): string[] => [
	code,
	organization,
	String(minutes),
];
