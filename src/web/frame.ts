// Reads from a request what its page is drawn with: the reader's language and theme, and the page's address.
import { isLanguage, ourLanguage, wantedLanguages } from "../languages";
import type { PageFrame } from "../ui/frame";

/** The language is the address's, else the cookie's, else what the browser asks for. */
export function frameOf(request: Request): PageFrame {
	const { pathname, searchParams } = new URL(request.url);
	const chosen = [searchParams.get("language"), cookieOf(request, "language")].find(
		(value) => value !== null && isLanguage(value),
	);
	const wanted = wantedLanguages(request.headers.get("accept-language"));
	const theme = cookieOf(request, "theme");
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

function cookieOf(request: Request, name: string): string | null {
	const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
	return pairs.find(([key]) => key === name)?.[1] ?? null;
}
