// The languages that Tessera speaks, and the languages that a person wants. PURE.

/** The languages that there are words for. A new language is a word here; the compiler then names the missing words. */
export const languages = ["en", "ja"] as const;
export type Language = (typeof languages)[number];

/** The shape that words in one language give to all others: the same keys, and functions of the same facts. */
export type TextsOf<T> = {
	readonly [Key in keyof T]: T[Key] extends string
		? string
		: T[Key] extends (...given: infer G) => string
			? (...given: G) => string
			: TextsOf<T[Key]>;
};

/** The language for people whose languages we don't know. */
export const defaultLanguage: Language = "en";

export const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** Returns the language of ours that fits the wanted ones best, otherwise the default. */
export const ourLanguage = (wanted: readonly string[]): Language => bestLanguage(wanted, languages) ?? defaultLanguage;

const maxRanges = 20;

/**
 * The languages of an Accept-Language header by their weight (RFC 9110 12.5.4), then the language of the user's locale.
 * @returns tags as `canonicalLanguage` makes them, such as `["ja-JP", "en"]`; `*` and ranges with weight 0 are left out
 */
export function wantedLanguages(acceptLanguage?: string | null, userLocale?: string | null): string[] {
	if (!acceptLanguage && !userLocale) return [];
	const ranges = (acceptLanguage ?? "").split(",", maxRanges).flatMap((part) => {
		const found = /^\s*([A-Za-z0-9-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/.exec(part);
		const language = canonicalLanguage(found?.[1] ?? "");
		return language === null ? [] : [{ language, weight: Number(found?.[2] ?? "1") }];
	});
	const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
	const own = canonicalLanguage(userLocale ?? "");
	return [...new Set([...wanted.map(({ language }) => language), ...(own ? [own] : [])])];
}

/**
 * Returns the one spelling of a language tag (RFC 5646), with language, script and region: `iw` → `he`, `jpn` → `ja`,
 * `pt_br` → `pt-BR`. Of a tag that can't be read, its first part counts. Returns null for a text that is no tag.
 */
export function canonicalLanguage(text: string): string | null {
	const first = /^[A-Za-z]{2,3}(?=[_-]|$)/.exec(text)?.[0];
	if (first === undefined) return null;
	const { language, script, region } = readTag(text.replaceAll("_", "-")) ?? new Intl.Locale(first);
	// Bokmål is what people mean by Norwegian. Browsers say `nb`, and most texts are filed under `no`.
	return [language === "nb" ? "no" : language, script, region].filter((part) => part !== undefined).join("-");
}

function readTag(text: string): Intl.Locale | null {
	try {
		return new Intl.Locale(text);
	} catch {
		return null;
	}
}

/**
 * Returns what fits the first wanted language that anything fits; undefined if nothing fits.
 * @param wanted tags in order, as `canonicalLanguage` makes them
 * @param offered such tags; of two that fit alike, the first is taken
 */
export function bestLanguage<Tag extends string>(wanted: readonly string[], offered: readonly Tag[]): Tag | undefined {
	for (const tag of wanted) {
		const fits = offered.map((one) => fitOf(tag, one));
		const best = Math.max(0, ...fits);
		if (best > 0) return offered[fits.indexOf(best)];
	}
	return undefined;
}

/**
 * How well a language fits a wanted one. `en` is `en-US` in full, and who wants `en-GB` reads both. Who wants `zh-TW`
 * doesn't read `zh-CN`, but may read a text that is just called Chinese.
 */
function fitOf(wanted: string, offered: string): number {
	if (offered === wanted) return 5;
	const [language] = wanted.split("-", 1);
	if (offered.split("-", 1)[0] !== language) return 0;
	const [a, b] = [new Intl.Locale(wanted).maximize(), new Intl.Locale(offered).maximize()];
	if (a.script !== b.script) return offered === language ? 1 : 0;
	if (a.region === b.region) return 4;
	return new Intl.Locale(offered).region === undefined ? 3 : 2;
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
