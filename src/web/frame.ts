// Reads from a request what its page is drawn with: the reader's language and theme, and the page's address.
import { isLanguage, ourLanguage, wantedLanguages } from "../languages";
import type { PageFrame } from "../ui/frame";
import { readCookie, setCookie } from "./cookies";

/** The language is the address's, else the cookie's, else what the browser asks for. */
export function frameOf(request: Request): PageFrame {
	const { pathname, searchParams } = new URL(request.url);
	const chosen = [searchParams.get("language"), readCookie(request, languageCookieName)].find(
		(value) => value !== null && isLanguage(value),
	);
	const wanted = wantedLanguages(request.headers.get("accept-language"));
	const theme = readCookie(request, "theme");
	searchParams.delete("language");
	return {
		language: ourLanguage(chosen ? [chosen] : wanted),
		theme: theme === "light" || theme === "dark" ? theme : null,
		path: searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`,
	};
}

/** Tells caches and readers in which language a page came, and what the choice depends on. */
export const frameHeaders = ({ language }: PageFrame) => ({
	"content-language": language,
	vary: "accept-language, cookie",
});

const languageCookieName = "language";
const yearSeconds = 365 * 24 * 60 * 60;

/** The cookie that keeps a language chosen by the address; null when the address chooses none. */
export function languageCookie(request: Request): string | null {
	const chosen = new URL(request.url).searchParams.get("language");
	return chosen !== null && isLanguage(chosen) ? setCookie(languageCookieName, chosen, yearSeconds) : null;
}
