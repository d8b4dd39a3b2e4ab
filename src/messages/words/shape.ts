// What every language has to say.
import type { Purpose } from "../message";

export interface TextValues {
	/** In spoken texts as `aloud` says it. */
	code: string;
	organization: string;
	/** How long the code can be used, at least 1. */
	minutes: number;
}

type Text = (values: TextValues) => string;

/** The texts of one language. */
export interface LanguageTexts {
	/** One segment each with a name of ordinary length: 160 characters, 70 once one is outside the GSM alphabet. */
	SMS: Record<Purpose, Text>;
	/** Spoken. */
	CALL: Record<Purpose, Text>;
	IM: Record<Purpose, Text>;
	/** A subject holds no code: it is shown on locked screens and kept in mail logs. */
	EMAIL: Record<Purpose, (values: TextValues) => { subject: string; body: string }>;
	/**
	 * The code as a voice says it inside of a sentence: with a pause after each character, or it is read as one large
	 * number, and twice, for nobody can scroll back in a call.
	 */
	aloud(code: string): string;
}
