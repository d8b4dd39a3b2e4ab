// What an error page says, by language. PURE.
import type { Language } from "../../languages";
import { en, type WebWords } from "./en";
import { ja } from "./ja";

/** The compiler names a language that has no words. */
export const webWords: Readonly<Record<Language, WebWords>> = { en, ja };
