// What every page is drawn with: the reader's language and theme, and the address of the page.
import type { Language } from "../languages";

export interface PageFrame {
	language: Language;
	/** Null: the theme of the reader's system. */
	theme: "light" | "dark" | null;
	/** Path and query of the page, for links that change the language and nothing else. */
	path: string;
}
