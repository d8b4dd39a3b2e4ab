// What the pages of texts share: their words, their addresses, what a text is called, and a text in a few words.
import type { Language } from "../../languages";
import type { TextState } from "../../settings/texts";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { purposeName } from "../templates/parts";

export const wordsIn = (language: Language) => consoleWords[language].texts;

/** @param locale empty: all languages */
export const textPath = (name: string, locale: string): string =>
	`${paths.texts}/${encodeURIComponent(name)}?${new URLSearchParams({ locale })}`;

/** Such as "Button to go on: E-mail". */
export function textName(language: Language, { part, aboutName, purpose }: TextState): string {
	const name = wordsIn(language).parts[part];
	const of = aboutName === "" ? "" : `: ${aboutName}`;
	return `${name}${of}${purpose === null ? "" : ` (${purposeName(purpose, language)})`}`;
}

const longestShown = 160;

export const excerpt = (text: string, locale: string | undefined) => (
	<span class="property-value" translate="no" lang={locale}>
		{text.length > longestShown ? `${text.slice(0, longestShown)} …` : text}
	</span>
);
