// The words of errors, by language. PURE.
import type { Language } from "../../languages";
import { english } from "./en";
import { japanese } from "./ja";
import type { ErrorWords } from "./shape";

/** The compiler names a language that has no words. */
export const errorWords: Readonly<Record<Language, ErrorWords>> = { en: english, ja: japanese };
