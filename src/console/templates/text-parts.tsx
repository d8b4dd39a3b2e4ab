// The parts of a text's page: its name and address, the choice of the language, and what counts without it.
import type { FC } from "hono/jsx";
import { type Language, languages } from "../../languages";
import type { Sample } from "../../messages/sample";
import type { CountingText, TextPlace } from "../../messages/texts";
import { Card } from "../../ui/card";
import { Field } from "../../ui/form";
import { languageName } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import type { PageState } from "../../web/page";
import { paths } from "../paths";
import { purposeName, SampleView, wordsIn } from "./parts";

export const textPath = `${paths.templates}/texts/{scope}/{channel}/{purpose}/{locale}` as const;

/** @param words of the place, and of a step that leads from its page */
export const textAt = (...words: string[]): string => [paths.templates, "texts", ...words].join("/");

export const textName = ({ channel, purpose }: TextPlace, language: Language): string => {
	const words = wordsIn(language);
	return words.textTitle(words.channels[channel], purposeName(purpose, language));
};

export const localeName = (locale: string, language: Language): string =>
	locale === "" ? wordsIn(language).allLanguages : languageName(locale, language);

interface LanguagesProps {
	state: PageState;
	/** The language of the page's text. */
	here: string;
	/** Those with a text of their own. */
	locales: readonly string[];
	pathOf(locale: string): string;
}

/** The languages of a text: ours, those that are set, and a field for any other. */
export const Languages: FC<LanguagesProps> = ({ state, here, locales, pathOf }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const shown = [...new Set(["", ...languages, ...locales, here])];
	return (
		<nav class="text-languages" aria-label={words.languages}>
			<ul class="choices">
				{shown.map((locale) => (
					<li>
						<a href={pathOf(locale)} aria-current={locale === here ? "page" : undefined}>
							{localeName(locale, language)} {locales.includes(locale) && <Badge tone="info">{words.own}</Badge>}
						</a>
					</li>
				))}
			</ul>
			<form class="form-row">
				<Field
					state={null}
					name="locale"
					label={words.otherLanguage}
					hint={words.otherLanguageHint}
					autocomplete="off"
					maxlength={35}
				/>
				<button type="submit" class="button">
					{words.open}
				</button>
			</form>
		</nav>
	);
};

interface OtherwiseProps {
	state: PageState;
	texts: readonly (CountingText & { sample: Sample })[];
	/** Of scopes. */
	names: ReadonlyMap<string, string>;
}

/** What counts without a text of the customer's own, beside the form of that text. */
export const Otherwise: FC<OtherwiseProps> = ({ state, texts, names }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<Card id="otherwise" title={words.otherwise}>
			{texts.map(({ purpose, locale, from, subject, body, sample }) => (
				<details class="stack-tight" open={texts.length === 1}>
					<summary>
						{words.purposes[purpose]}: {from === null ? words.fromOurs : words.fromScope(names.get(from) ?? from)} (
						{localeName(locale, language)})
					</summary>
					<pre class="source" translate="no">
						{subject === null ? body : `${subject}\n\n${body}`}
					</pre>
					<SampleView language={language} sample={sample} />
				</details>
			))}
		</Card>
	);
};
