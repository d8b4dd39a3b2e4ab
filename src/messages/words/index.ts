// The words of messages, by language. PURE.
import type { Language } from "../../languages";
import { english } from "./en";
import { japanese } from "./ja";
import type { LanguageTexts } from "./shape";

/** The compiler names a language that has no words. */
export const builtInTexts: Readonly<Record<Language, LanguageTexts>> = { en: english, ja: japanese };
