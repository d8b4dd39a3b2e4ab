// Which of the languages that a carrier speaks fits a locale. PURE.
import { likelyLocale } from "../../languages";

/** What a carrier speaks that doesn't have the listener's language. */
const fallback = "en-US";

/**
 * Makes the choice among a carrier's languages.
 * @param codes as the carrier writes them, with blanks between. The first code of a language also serves the regions
 * that the carrier lacks
 */
export function spokenBy(codes: string): (locale: string) => string {
	// `cmn-TW` stands for `zh-TW`, and `ar` for the likeliest Arabic.
	const languages = codes.split(" ").map((code) => ({ code, locale: likelyLocale(code) }));
	return (locale) => {
		// Norwegian without a further word is Bokmål.
		const wanted = likelyLocale(locale).replace(/^no-/, "nb-");
		const language = wanted.split("-")[0];
		const fitting =
			languages.find((one) => one.locale === wanted) ?? languages.find((one) => one.locale.split("-")[0] === language);
		return fitting?.code ?? fallback;
	};
}
