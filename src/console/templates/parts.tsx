// What several pages of texts share: their words and addresses, and a text as people get it, with what it costs.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../../languages";
import type { Purpose } from "../../messages/message";
import type { Sample } from "../../messages/sample";
import type { SmsCost } from "../../phone/sms-cost";
import { Finding } from "../../web/page";
import { consoleWords } from "../frame";

export const wordsIn = (language: Language) => consoleWords[language].templates;

export const purposeName = (purpose: Purpose | null, language: Language): string =>
	purpose === null ? wordsIn(language).any : wordsIn(language).purposes[purpose];

/** The preview of a form is drawn from what was typed, so nothing more is found out. */
export class Looked extends Finding {}

/** What the second button of a form sends: it asks for a preview, and saves nothing. `live.js` presses it, too. */
export const preview = "preview";

export const PreviewButton: FC<{ language: Language }> = ({ language }) => (
	<button type="submit" class="button" name="do" value={preview}>
		{wordsIn(language).preview}
	</button>
);

/** Forms send line breaks as two characters. */
export const withoutReturns = (text: string): string => text.replaceAll("\r\n", "\n");

/** A text as people get it, and marks at what is wrong in it. */
export const SampleView: FC<{ language: Language; sample: Sample }> = ({ language, sample }) => {
	const words = wordsIn(language);
	const { channel, locale, subject, text, cost, wrong } = sample;
	return (
		<figure class="sample">
			{wrong.map((one) => (
				<Marked language={language} text={one.text} stretches={one.stretches} />
			))}
			<figcaption>{channel === "CALL" ? words.spoken : words.sample}</figcaption>
			{subject && (
				<p lang={locale} translate="no">
					<strong>{subject}</strong>
				</p>
			)}
			<p class="sample-text" lang={locale} translate="no">
				{text}
			</p>
			{cost && <Cost language={language} cost={cost} />}
		</figure>
	);
};

/** With more, the characters are a language, and not slips. */
const mostSlips = 6;

const Cost: FC<{ language: Language; cost: SmsCost }> = ({ language, cost }) => {
	const words = wordsIn(language);
	const { encoding, segments, units, room, foreign, segmentsInGsm7, double } = cost;
	const isSlip = segments > segmentsInGsm7 && foreign.length <= mostSlips;
	return (
		<>
			<p class="sample-cost">{words.cost(segments, encoding, units, room)}</p>
			{isSlip ? (
				<Characters lead={words.foreign(segments, segmentsInGsm7)} characters={foreign} isWarning />
			) : (
				foreign.length > 0 && <p class="sample-cost">{words.unicode}</p>
			)}
			{double.length > 0 && <Characters lead={words.double} characters={double} />}
		</>
	);
};

const Characters: FC<{ lead: string; characters: readonly string[]; isWarning?: boolean }> = ({
	lead,
	characters,
	isWarning,
}) => (
	<p class={isWarning ? "sample-warning" : "sample-cost"}>
		{lead}{" "}
		{characters.map((character) => (
			<>
				<code>{character}</code> <small translate="no">{codePointOf(character)}</small>{" "}
			</>
		))}
	</p>
);

/** "U+2019": tells apart what looks alike. */
const codePointOf = (character: string) =>
	`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

interface MarkedProps {
	language: Language;
	text: string;
	/** In the order of the text. */
	stretches: readonly { start: number; end: number }[];
}

const Marked: FC<MarkedProps> = ({ language, text, stretches }) => {
	const pieces: Child[] = [];
	let done = 0;
	for (const { start, end } of stretches) {
		pieces.push(text.slice(done, start), <mark>{text.slice(start, end)}</mark>);
		done = end;
	}
	return (
		<div class="sample-warning">
			<p>{wordsIn(language).wrong}</p>
			<code class="sample-text">
				{pieces}
				{text.slice(done)}
			</code>
		</div>
	);
};
