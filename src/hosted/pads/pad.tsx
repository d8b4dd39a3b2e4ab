// What an answer is typed on: a field, with the keys of a pad beside it, a phrase above it, or a question.
import type { Child, FC } from "hono/jsx";
import type { Pad } from "../../challenges/pad";
import type { Language } from "../../languages";
import { Field, type FormState } from "../../ui/form";
import type { PageFrame } from "../../ui/frame";
import { absoluteTime } from "../../ui/time";
import type { Key, KeyGroup } from "./keys";
import type { PadView } from "./view";
import { english, type PadWords } from "./words/en";
import { japanese } from "./words/ja";

/** The compiler names a language that has no words. */
const padWords: Readonly<Record<Language, PadWords>> = { en: english, ja: japanese };

interface AnswerPadProps {
	state: FormState;
	frame: PageFrame;
	pad: Pad;
	view: PadView;
	/** Of the field: what the type calls it, or the question. */
	label: Child;
	/** What a type says of its plain field. */
	htmlInputType: "text" | "password";
	/** The person's security phrase, which a personal pad shows; null: there is none. */
	phrase: string | null;
	/** Epoch ms. */
	now: number;
	/** More about the field, such as how its keyboard looks on a telephone. */
	field?: Partial<Parameters<typeof Field>[0]>;
}

/** Without a script, the field stands alone. What was typed before doesn't come back. */
export const AnswerPad: FC<AnswerPadProps> = (props) => {
	const { state, frame, pad, view, label, htmlInputType, phrase, now, field } = props;
	const words = padWords[frame.language];
	const type = pad.device === "DeviceQuestionPad" ? pad.inputType : htmlInputType;
	const isFramed = pad.device === "DeviceTextPad" || pad.device === "DeviceQuestionPad";
	return (
		<div class={isFramed ? "pad pad-framed" : "pad"}>
			{pad.isPersonal && phrase !== null && (
				<p class="pad-phrase">
					<span class="muted">{words.phrase}</span>
					<strong translate="no">{phrase}</strong>
				</p>
			)}
			{view.groups.length > 0 && <Keypad view={view} words={words} isHidden={type === "password"} />}
			<Field {...field} state={{ ...state, values: {} }} name="answer" label={label} type={type} />
			{pad.device === "DeviceTextPad" && (
				<p class="hint">
					{words.shownAt} <time datetime={new Date(now).toISOString()}>{absoluteTime(now, frame, true)}</time>
				</p>
			)}
		</div>
	);
};

/** `pads.js` shows it and brings it to life. Digits stand there always, and one of the other groups is open. */
const Keypad: FC<{ view: PadView; words: PadWords; isHidden: boolean }> = ({ view, words, isHidden }) => (
	<fieldset class="keypad" aria-label={words.keys} data-hides={isHidden ? "" : undefined} hidden>
		<input type="hidden" name="pad" value={view.sealed} />
		<input type="hidden" name="keys" value="" />
		<p class="hint">{words.howTo}</p>
		<p class="entered">
			<span class="unseen">{words.entered}: </span>
			<span class="entered-signs" translate="no" />
			<span class="unseen entered-count" role="status" data-text={words.count} />
		</p>
		{view.groups.map((group, place) =>
			group.name === "digits" ? (
				<Keys group={group} words={words} />
			) : (
				<details name="key-group" open={place === 1}>
					<summary>{words.groups[group.name]}</summary>
					<Keys group={group} words={words} />
				</details>
			),
		)}
		<p class="key-tools">
			<button type="button" class="button" data-takes="last">
				{words.deleteLast}
			</button>
			<button type="button" class="button" data-takes="all">
				{words.clear}
			</button>
		</p>
	</fieldset>
);

const Keys: FC<{ group: KeyGroup; words: PadWords }> = ({ group, words }) => (
	<fieldset class={`keys keys-${group.name}`} aria-label={words.groups[group.name]}>
		{group.keys.map((key) => (
			<button type="button" class="key" data-key={key.id} aria-label={nameOf(group, key, words)} translate="no">
				{key.sign}
			</button>
		))}
	</fieldset>
);

/** A digit and a small letter say their names themselves. */
function nameOf({ name }: KeyGroup, { sign }: Key, words: PadWords): string | undefined {
	if (name === "capitals") return words.capital(sign);
	return name === "signs" ? words.signs[sign] : undefined;
}
