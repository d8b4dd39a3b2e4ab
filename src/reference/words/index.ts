// The words of front page and API reference, by language. PURE.
import type { Language } from "../../languages";
import { en, type ReferenceWords } from "./en";
import { ja } from "./ja";

/** The compiler names a language that has no words. */
export const referenceWords: Readonly<Record<Language, ReferenceWords>> = { en, ja };
