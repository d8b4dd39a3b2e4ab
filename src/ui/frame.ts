// What every page is drawn with: the reader's language, theme and zone, the address, the words of all pages. PURE.
import type { Language } from "../languages";
import { dateFormat } from "./formats";
import { en, type UiWords } from "./words/en";
import { ja } from "./words/ja";

export interface PageFrame {
	language: Language;
	/** Null: the theme of the reader's system. */
	theme: "light" | "dark" | null;
	/** In which times are shown: an IANA name, such as `Asia/Tokyo`. */
	zone: string;
	/** Path and query of the page, for links that change one thing of it and nothing else. */
	path: string;
}

/** The words of all pages. The compiler names a language that has no words. */
export const uiWords: Readonly<Record<Language, UiWords>> = { en, ja };

/** Each language as its speakers call it. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", ja: "日本語" };

export function isZone(text: string): boolean {
	try {
		dateFormat("en", text, "clock");
		return true;
	} catch {
		return false;
	}
}

export const pathOf = ({ path }: PageFrame): string => path.split("?", 1)[0]!;

/** The page's address with other values in its query. Null takes a value away. */
export function pathWith(frame: PageFrame, changes: Readonly<Record<string, string | null>>): string {
	const query = new URLSearchParams(frame.path.slice(pathOf(frame).length));
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) query.delete(name);
		else query.set(name, value);
	}
	return query.size === 0 ? pathOf(frame) : `${pathOf(frame)}?${query}`;
}
