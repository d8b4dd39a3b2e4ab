// What every page is drawn with: language and theme of the reader, the page's address, the words of all pages. PURE.
import type { Language } from "../languages";
import { en, type UiWords } from "./words/en";
import { ja } from "./words/ja";

export interface PageFrame {
	language: Language;
	/** Null: the theme of the reader's system. */
	theme: "light" | "dark" | null;
	/** Path and query of the page, for links that change the language and nothing else. */
	path: string;
}

/** The words of all pages. The compiler names a language that has no words. */
export const uiWords: Readonly<Record<Language, UiWords>> = { en, ja };

/** Each language as its speakers call it. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", ja: "日本語" };
