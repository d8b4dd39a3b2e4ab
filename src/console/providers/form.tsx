// The form of a provider account, drawn from what its driver says of its settings. Secrets go in, and never come out.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { Language } from "../../languages";
import type { DriverField } from "../../providers/accounts/form";
import type { ProviderAccountRow } from "../../providers/accounts/service";
import { SelectField, Switch, TextArea } from "../../ui/choices";
import { Field, Form, PasswordField } from "../../ui/form";
import { uiWords } from "../../ui/frame";
import type { PageState } from "../../web/page";
import { consoleWords, FormEnd } from "../frame";
import { wordsIn } from "./parts";

/** As they are typed. What comes besides the name are the driver's fields. */
export const AccountFields = z.looseObject({ name: z.string().max(1_000).default("") });

interface AccountFormProps {
	state: PageState;
	fields: readonly DriverField[];
	/** Null for a new account. */
	account: ProviderAccountRow | null;
	/** What a fresh form has as the account's name. */
	name: string;
	back: string;
}

export const AccountForm: FC<AccountFormProps> = ({ state, fields, account, name, back }) => {
	const { language } = state.frame;
	const { name: label, form: words } = wordsIn(language);
	return (
		<Form state={state.form} action="save" language={language} class="fields">
			<Field
				state={state.form}
				name="name"
				label={label}
				hint={words.nameHint}
				value={name}
				autocomplete="off"
				maxlength={100}
				autofocus
			/>
			{fields.map((field) =>
				field.isSecret ? (
					<Secret state={state} field={field} isStored={account?.secretNames.includes(field.key) ?? false} />
				) : (
					<Setting state={state} field={field} value={account?.config[field.key] ?? field.default} />
				),
			)}
			<FormEnd state={state} back={back}>
				{account === null ? words.add : consoleWords[language].save}
			</FormEnd>
		</Form>
	);
};

/** Title and description in the reader's language, and whether the field may stay empty. */
function textsOf({ title, description, examples, isRequired, default: usual = "" }: DriverField, state: PageState) {
	const { language } = state.frame;
	const words = wordsIn(language).form;
	const label = (
		<>
			{title} {!isRequired && usual === "" && <span class="muted">({uiWords[language].optional})</span>}
		</>
	);
	const example = examples.length > 0 ? words.example(examples.join(", ")) : "";
	return { label, hint: joined([sentence(description), example], language) };
}

/** Drivers leave out the period behind a single sentence. */
const sentence = (text: string): string => (text === "" || /[.。]$/.test(text) ? text : `${text}.`);

const joined = (sentences: readonly string[], language: Language): string =>
	sentences.filter((text) => text !== "").join(language === "ja" ? "" : " ");

const Setting: FC<{ state: PageState; field: DriverField; value: unknown }> = ({ state, field, value }) => {
	const { form } = state;
	const { name } = field;
	const { label, hint } = textsOf(field, state);
	if (field.type === "boolean") {
		return <Switch state={form} name={name} label={field.title} hint={hint} isOn={value === true} />;
	}
	const shown = value === undefined || value === null ? "" : String(value);
	if (field.enum.length > 0) {
		const options = field.enum.map((word) => ({ value: word, text: word, isName: true }));
		return <SelectField state={form} name={name} label={field.title} hint={hint} options={options} value={shown} />;
	}
	return (
		<Field
			state={form}
			name={name}
			label={label}
			hint={hint}
			value={shown}
			inputmode={field.type === "integer" ? "numeric" : "text"}
			autocomplete="off"
			maxlength={field.maxLength}
		/>
	);
};

const Secret: FC<{ state: PageState; field: DriverField; isStored: boolean }> = ({ state, field, isStored }) => {
	const { form, frame } = state;
	const words = wordsIn(frame.language).form;
	const { label, hint: ownHint } = textsOf(field, state);
	const hint = joined([ownHint, isStored ? words.secretKept : ""], frame.language);
	const shared = { name: field.name, label, hint };
	return (
		<>
			{field.contentMediaType === undefined ? (
				<PasswordField
					{...shared}
					state={form}
					autocomplete="off"
					maxlength={field.maxLength}
					language={frame.language}
				/>
			) : (
				// What was typed doesn't come back, because no page may have it in its source.
				<TextArea {...shared} state={{ ...form, values: {} }} rows={4} isCode />
			)}
			{isStored && !field.isRequired && <Switch state={form} name={field.clearName} label={words.clear(field.title)} />}
		</>
	);
};
