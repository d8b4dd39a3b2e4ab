// What a page says of a transaction, in the language that fits a reader best. PURE.
import { type Language, ourLanguage } from "../../languages";
import type { State } from "../states/state";
import { english, type TransactionWords } from "./en";
import { japanese } from "./ja";

/** The compiler names a language that has no words. */
const words: Readonly<Record<Language, TransactionWords>> = { en: english, ja: japanese };

/** A challenge says what its type says. */
type Said = Exclude<State, { name: "ANSWERING" | `${string}_DUE` }>;

/** @param wanted the person's languages in order */
export function textOfState(state: Said, wanted: readonly string[]): string {
	const own = words[ourLanguage(wanted)];
	return state.name === "BLOCKED" ? own.blocked[state.reason] : own[state.name];
}
