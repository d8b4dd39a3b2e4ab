// What every language says of errors: the compiler names a sentence that a language lacks. PURE.
import type { ErrorCode } from "../codes";
import type { english } from "./en";

/** Why something was refused: the key of a sentence in every language. */
export type Reason = keyof typeof english.reasons;

export interface ErrorWords {
	summaries: Readonly<Record<ErrorCode, string>>;
	reasons: Readonly<Record<Reason, string>>;
	/** What stands between the entries of a list. */
	comma: string;
	or: string;
}

type Placeholders<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
	? Name | Placeholders<Rest>
	: never;

/** The names that the sentence of a reason has in braces. */
export type PlaceholderOf<R extends Reason> = Placeholders<(typeof english.reasons)[R]>;
