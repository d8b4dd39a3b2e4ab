// What a person keeps for later: answers to questions, a phrase that our pages show, and recovery codes.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import { SelectField, Switch } from "../../ui/choices";
import { Field, Form, type FormState, stateOf } from "../../ui/form";
import { Finding } from "../../web/page";
import { MainButton } from "../frame";
import type { RegistrationWords } from "./words/en";

interface OwnedProps {
	form: FormState;
	language: Language;
	words: RegistrationWords;
}

export type Menu = readonly { question: string; text: string }[];

/** Of menu `place`, counted from 0. */
export const questionName = (place: number): string => `question${place}`;
export const answerName = (place: number): string => `answer${place}`;

export const QuestionForm: FC<OwnedProps & { menus: readonly Menu[]; device: string | null }> = (props) => {
	const { form, language, words, menus, device } = props;
	const state = stateOf(form, "questions");
	return (
		<Form state={state} action="questions" language={language} class="fields">
			<p class="muted">{words.questions.hint}</p>
			{menus.map((menu, place) => (
				<>
					<SelectField
						state={state}
						name={questionName(place)}
						label={words.questions.question(place + 1)}
						options={menu.map(({ question, text }) => ({ value: question, text }))}
					/>
					<Field
						state={state}
						name={answerName(place)}
						label={words.questions.answer(place + 1)}
						autocomplete="off"
						maxlength={100}
					/>
				</>
			))}
			{device !== null && <Switch state={state} name="remember" label={device} isOn />}
			<MainButton>{words.questions.save}</MainButton>
		</Form>
	);
};

export const PhraseForm: FC<OwnedProps & { phrase: string }> = ({ form, language, words, phrase }) => {
	const state = stateOf(form, "phrase");
	return (
		<Form state={state} action="phrase" language={language} class="fields">
			<Field state={state} name="phrase" label={words.phrase.label} value={phrase} autocomplete="off" maxlength={60} />
			<MainButton>{words.phrase.save}</MainButton>
		</Form>
	);
};

/** They come with the answer to the form, and stand in no address and no later page. */
export class NewCodes extends Finding {
	readonly codes: readonly string[];

	constructor(codes: readonly string[]) {
		super();
		this.codes = codes;
	}
}

export const CodeForm: FC<OwnedProps & { left: number | null }> = ({ form, language, words, left }) => (
	<Form state={stateOf(form, "codes")} action="codes" language={language} class="fields">
		<p>
			{words.codes.lead} {left !== null && words.codes.left(left)}
		</p>
		<MainButton>{words.codes.make}</MainButton>
		{left !== null && <p class="muted">{words.codes.makeHint}</p>}
	</Form>
);

/** The file needs no script and no further request. */
export const CodeList: FC<{ words: RegistrationWords; codes: readonly string[] }> = ({ words, codes }) => (
	<>
		<p class="note" role="status">
			{words.codes.once}
		</p>
		<ul class="codes">
			{codes.map((code) => (
				<li>
					<code translate="no">{code}</code>
				</li>
			))}
		</ul>
		<a
			class="button"
			href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join("\r\n")}\r\n`)}`}
			download={words.codes.fileName}
		>
			{words.codes.download}
		</a>
	</>
);
