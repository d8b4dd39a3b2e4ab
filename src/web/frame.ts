// Reads from a request what its page is drawn with: the reader's language, theme and time zone, and the page's address.
import { isLanguage, ourLanguage, wantedLanguages } from "../languages";
import { isZone, type PageFrame } from "../ui/frame";
import { readCookie, removeCookie, setCookie } from "./cookies";

/** What the address may choose for this page and, by a cookie, for all later ones. */
const choices = {
	language: isLanguage,
	theme: (text: string) => ["light", "dark", "system"].includes(text),
} as const;
type Choice = keyof typeof choices;

const yearSeconds = 365 * 24 * 60 * 60;
const zoneCookie = "zone";

/**
 * The address decides, then the cookie, then what the browser asks for.
 * @param own languages that the page knows of its reader, and that go before those of the browser
 */
export function frameOf(request: Request, own: readonly string[] = []): PageFrame {
	const { pathname, search } = new URL(request.url);
	const query = search === "" ? null : new URLSearchParams(search);
	const chosen = (choice: Choice) =>
		(query && chosenBy(query, choice)) ?? acceptable(choice, readCookie(request, choice) ?? "");
	const language = chosen("language");
	const theme = chosen("theme");
	const zone = readCookie(request, zoneCookie);
	const acceptLanguage = request.headers.get("accept-language");
	for (const choice of Object.keys(choices)) query?.delete(choice);
	return {
		language: ourLanguage(language === null ? [...own, ...wantedLanguages(acceptLanguage)] : [language]),
		theme: theme === "light" || theme === "dark" ? theme : null,
		zone: zone !== null && isZone(zone) ? zone : "UTC",
		path: query === null || query.size === 0 ? pathname : `${pathname}?${query}`,
	};
}

/** Tells caches and readers in which language a page came, and what the choice depends on. */
export const frameHeaders = ({ language }: PageFrame) => ({
	"content-language": language,
	vary: "accept-language, cookie",
});

/** The cookies that keep what the address chooses. */
export function choiceCookies(request: Request): string[] {
	if (!request.url.includes("?")) return [];
	const { searchParams } = new URL(request.url);
	return (Object.keys(choices) as Choice[]).flatMap((choice) => {
		const value = chosenBy(searchParams, choice);
		if (value === null) return [];
		return [value === "system" ? removeCookie(choice) : setCookie(choice, value, yearSeconds)];
	});
}

/** The cookie of a zone that a reader chose. Without it, `time.js` says the zone of the browser. */
export const ownZoneCookie = (zone: string): string => setCookie(zoneCookie, zone, yearSeconds);

export const noZoneCookie = (): string => removeCookie(zoneCookie);

const chosenBy = (query: URLSearchParams, choice: Choice) => acceptable(choice, query.get(choice) ?? "");

const acceptable = (choice: Choice, value: string): string | null => (choices[choice](value) ? value : null);
