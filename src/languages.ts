// The languages that Tessera speaks, and the languages that a person wants. PURE.

/** The languages that there are words for. A new language is a word here; the compiler then names the missing words. */
export const languages = ["en", "ja"] as const;
export type Language = (typeof languages)[number];

/** The language for people whose languages we don't know. */
export const defaultLanguage: Language = "en";

export const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** Returns the first wanted language that we have words for, otherwise the default. */
export const ourLanguage = (wanted: readonly string[]): Language => wanted.find(isLanguage) ?? defaultLanguage;

const maxRanges = 20;

/**
 * The languages of an Accept-Language header by their weight (RFC 9110 12.5.4), then the language of the user's locale.
 * @returns two- or three-letter codes without region, such as `["ja", "en"]`; `*` and ranges with weight 0 are left out
 */
export function wantedLanguages(acceptLanguage?: string | null, userLocale?: string | null): string[] {
	const ranges = (acceptLanguage ?? "").split(",", maxRanges).flatMap((part) => {
		const found = /^\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/.exec(part);
		return found?.[1] ? [{ language: found[1].toLowerCase(), weight: Number(found[2] ?? "1") }] : [];
	});
	const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
	const own = /^([A-Za-z]{2,3})(?:[_-]|$)/.exec(userLocale ?? "")?.[1]?.toLowerCase();
	return [...new Set([...wanted.map(({ language }) => language), ...(own ? [own] : [])])];
}

/**
 * Returns the locale with its likeliest country: `en` → `en-US`, `ja_JP` → `ja-JP`. Returns `en-US` for a text that is
 * no locale.
 */
export function likelyLocale(locale: string): string {
	try {
		const { language, region } = new Intl.Locale(locale.replaceAll("_", "-")).maximize();
		return `${language}-${region ?? "US"}`;
	} catch {
		return "en-US";
	}
}
