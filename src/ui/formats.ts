// Formats of dates, numbers and languages, each made once: making one takes ten times longer than using it. PURE.
import { type Language, languages } from "../languages";

/** How a moment is written. */
const looks = {
	/** All parts, for times that are put together by hand. */
	moment: {
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23",
		timeZoneName: "short",
	},
	day: { month: "short", day: "numeric" },
	time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
	dayTime: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
	/** Numbers that a program reads. */
	clock: {
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
		hourCycle: "h23",
	},
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();
/** Every zone in one look and one language. Readers choose the zones. */
const mostMade = 500;

/** Throws a RangeError for a zone that there isn't. */
export function dateFormat(language: Language, zone: string, look: keyof typeof looks): Intl.DateTimeFormat {
	const key = `${language} ${zone} ${look}`;
	const known = made.get(key);
	if (known) return known;
	if (made.size >= mostMade) made.clear();
	const format = new Intl.DateTimeFormat(language, { timeZone: zone, ...looks[look] });
	made.set(key, format);
	return format;
}

const numberFormats = Object.fromEntries(
	languages.map((language) => [language, new Intl.NumberFormat(language)]),
) as Record<Language, Intl.NumberFormat>;

/** "1,234". */
export const formatNumber = (value: number, language: Language): string => numberFormats[language].format(value);

const languageDisplays = Object.fromEntries(
	languages.map((language) => [language, new Intl.DisplayNames([language], { type: "language" })]),
) as Record<Language, Intl.DisplayNames>;

/**
 * "Japanese", "Brazilian Portuguese".
 * @param tag as `canonicalLanguage` makes it
 */
export const languageName = (tag: string, language: Language): string => languageDisplays[language].of(tag) ?? tag;

const countryNames = Object.fromEntries(
	languages.map((language) => [language, new Intl.DisplayNames(language, { type: "region" })]),
) as Record<Language, Intl.DisplayNames>;

/**
 * "Japan". A code that ICU doesn't know stays as it is.
 * @param country ISO 3166, such as `JP`
 */
export const countryName = (country: string, language: Language): string =>
	countryNames[language].of(country) ?? country;

const percentFormats = Object.fromEntries(
	languages.map((language) => [
		language,
		new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }),
	]),
) as Record<Language, Intl.NumberFormat>;

/** "98.5 %", of a share between 0 and 1. */
export const formatShare = (share: number, language: Language): string => percentFormats[language].format(share);

/** "SMS, Call": words one after the other. */
export const listed = (words: readonly string[], language: Language): string =>
	words.join(language === "ja" ? "、" : ", ");
