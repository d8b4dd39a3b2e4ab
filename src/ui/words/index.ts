// The words that the parts of all pages say, by language. PURE.
import type { Language } from "../../languages";
import { en, type UiWords } from "./en";
import { ja } from "./ja";

/** The compiler names a language that has no words. */
export const uiWords: Readonly<Record<Language, UiWords>> = { en, ja };

/** Each language as its speakers call it. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", ja: "日本語" };
