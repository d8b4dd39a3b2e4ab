// The form for contact data, as the settings have its fields, and the texts that open beside it without a script.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../../languages";
import { Switch } from "../../ui/choices";
import { describedBy, Field, FieldError, Form, type FormState, stateOf } from "../../ui/form";
import { MainButton } from "../frame";
import type { RegistrationWords } from "./words/en";

export interface ShownField {
	key: string;
	/** Of the HTML input. */
	name: string;
	kind: "PHONE" | "EMAIL" | "IM" | "CHECK" | "TEXT";
	inputType: "text" | "password" | "checkbox";
	label: Child;
	/** Null: there is none. */
	description: Child | null;
	isRequired: boolean;
	maxLength: number;
	checkedValue: string;
	/** Masked. */
	value: string | null;
	state: "MISSING" | "WAITING" | "DONE";
	/** What is said of a value that isn't taken; empty: the reason itself. */
	errorText: string;
}

export interface ContactData {
	title: string;
	lead: Child;
	button: string;
	fields: readonly ShownField[];
	/** Texts that links in the labels open. */
	infos: readonly { key: string; title: string; text: Child; isOpen?: boolean }[];
	/** The label of the check box that remembers the device; null: it isn't offered. */
	device: string | null;
	/** Null where nobody may decline. */
	decline: { text: Child; button: string } | null;
}

interface ContactFormProps {
	form: FormState;
	language: Language;
	words: RegistrationWords;
	data: ContactData;
	button: string;
}

export const ContactForm: FC<ContactFormProps> = ({ form, language, words, data, button }) => {
	const state = withOwnErrors(stateOf(form, "contacts"), data.fields);
	return (
		<>
			<Form state={state} action="contacts" language={language} class="fields">
				{data.fields.map((field) =>
					field.inputType === "checkbox" ? (
						<Check state={state} field={field} />
					) : (
						<Input state={state} field={field} words={words} />
					),
				)}
				{data.device !== null && <Switch state={state} name="remember" label={data.device} isOn />}
				<MainButton>{button}</MainButton>
			</Form>
			{data.infos.map(({ key, title, text, isOpen }) => (
				<section
					class={isOpen ? "info info-open" : "info"}
					id={`info-${key}`}
					role="dialog"
					aria-labelledby={`info-${key}-title`}
					tabindex={-1}
				>
					<div>
						<h2 id={`info-${key}-title`}>{title}</h2>
						<div>{text}</div>
						<a class="button" href="#main">
							{words.close}
						</a>
					</div>
				</section>
			))}
		</>
	);
};

/** The verbs name fields by their keys, and settings have texts of their own for a value that isn't taken. */
const withOwnErrors = (state: FormState, fields: readonly ShownField[]): FormState => ({
	...state,
	errors: state.errors.map(({ field, text }) => {
		const own = fields.find(({ key }) => key === field);
		if (!own) return { field, text };
		const isEmpty = (state.values[own.name] ?? "").trim() === "" && own.inputType !== "checkbox";
		return { field: own.name, text: isEmpty || own.errorText === "" ? text : own.errorText };
	}),
});

interface FieldProps {
	state: FormState;
	field: ShownField;
}

const kinds = {
	PHONE: { type: "tel", inputmode: "tel", autocomplete: "tel" },
	EMAIL: { type: "text", inputmode: "email", autocomplete: "email" },
	IM: { type: "text", autocomplete: "off" },
	TEXT: { type: "text", autocomplete: "off" },
	CHECK: { type: "text" },
} as const;

const Input: FC<FieldProps & { words: RegistrationWords }> = ({ state, field, words }) => {
	const { type, ...more } = kinds[field.kind];
	const isThere = field.value !== null && (field.state === "WAITING" ? words.waiting : words.registered)(field.value);
	return (
		<Field
			state={state}
			name={field.name}
			label={field.label}
			hint={
				<>
					{field.description}
					{isThere && (
						<>
							<br />
							<span translate="no">{isThere}</span> {words.unchanged}
						</>
					)}
				</>
			}
			type={field.inputType === "password" ? "password" : type}
			maxlength={field.maxLength}
			{...more}
		/>
	);
};

/** Like a switch, with the value that the settings ask for. */
const Check: FC<FieldProps> = ({ state, field: { name, label, description, checkedValue, state: ownState } }) => {
	const described = describedBy(state, name, description);
	const wasSent = state.action !== null;
	const isChecked = wasSent ? state.values[name] === checkedValue : ownState === "DONE";
	return (
		<div class="field field-switch">
			<input {...described} type="checkbox" name={name} value={checkedValue} checked={isChecked} />
			<label for={described.id}>{label}</label>
			{description && (
				<p class="hint" id={`${described.id}-hint`}>
					{description}
				</p>
			)}
			<FieldError state={state} name={name} />
		</div>
	);
};
