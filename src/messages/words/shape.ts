// The texts that every language must have.
import type { Purpose } from "../message";

export interface TextValues {
	/** In spoken texts, the result of `aloud`. */
	code: string;
	organization: string;
	/** The minutes until the code expires, at least 1. */
	minutes: number;
}

type Text = (values: TextValues) => string;

/** The texts of one language. */
export interface LanguageTexts {
	/** Each text fits one segment with an ordinary name: 160 characters, or 70 when one is outside the GSM alphabet. */
	SMS: Record<Purpose, Text>;
	/** Texts to be spoken. */
	CALL: Record<Purpose, Text>;
	IM: Record<Purpose, Text>;
	/** A subject holds no code, because locked screens show subjects and mail logs keep them. */
	EMAIL: Record<Purpose, (values: TextValues) => { subject: string; body: string }>;
	/**
	 * The code inside a spoken sentence. A pause follows each character, because a voice would read one large number. The
	 * code is said twice, because nobody can scroll back in a call.
	 */
	aloud(code: string): string;
}
