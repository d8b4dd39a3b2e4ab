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

/**
 * Such as "Button to go on: E-mail". Names and keys don't belong to a language.
 * @param types names of challenge types
 */
export function textName(language: Language, { part, about, purpose }: TextState, types: ReadonlyMap<string, string>) {
	const name = wordsIn(language).parts[part];
	const of = types.get(about) ?? (part === "event" ? "" : about);
	return `${name}${of && `: ${of}`}${purpose === null ? "" : ` (${purposeName(purpose, language)})`}`;
}

const longestShown = 160;

export const excerpt = (text: string, locale: string | undefined) => (
	<span class="property-value" translate="no" lang={locale}>
		{text.length > longestShown ? `${text.slice(0, longestShown)} …` : text}
	</span>
);
