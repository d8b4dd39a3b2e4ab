// Forms: each carries the token against forged requests, and says what is wrong above the form and at the field.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../languages";
import { uiWords } from "./frame";

/** A form as its page comes back: the token, and what a refused form held. */
export interface FormState {
	csrfToken: string;
	/** The action that was refused, or that has found something out; null on a fresh page. */
	action: string | null;
	/** What was typed, by field. */
	values: Readonly<Record<string, string>>;
	/** `field` is null where the whole form is wrong. */
	errors: readonly { field: string | null; text: string }[];
}

/** The state for one form of a page that has several: a refusal of another form changes nothing in this one. */
export const stateOf = (state: FormState, action: string): FormState =>
	state.action === action ? state : { csrfToken: state.csrfToken, action: null, values: {}, errors: [] };

/** What a form carries beside the fields of its action. */
export const csrfField = "_csrf";
export const actionField = "_action";

interface FormProps {
	state: FormState;
	/** The name of the page's action. */
	action: string;
	language: Language;
	/** The page that has the action; left out: this page. */
	to?: string;
	/** For a page that takes a file. */
	hasFile?: boolean;
	class?: string;
	children?: Child;
}

export const Form: FC<FormProps> = ({ state, action, language, to, hasFile, class: className, children }) => (
	<form method="post" action={to} enctype={hasFile ? "multipart/form-data" : undefined} class={className}>
		<input type="hidden" name={csrfField} value={state.csrfToken} />
		<input type="hidden" name={actionField} value={action} />
		{state.action === action && state.errors.length > 0 && <ErrorSummary state={state} language={language} />}
		{children}
	</form>
);

/** Says what is wrong before the fields, with a link to each field (WCAG 3.3.1). */
const ErrorSummary: FC<{ state: FormState; language: Language }> = ({ state, language }) => (
	<div class="error-summary" role="alert">
		<p>{uiWords[language].pleaseCheck}</p>
		<ul>
			{state.errors.map(({ field, text }) => (
				<li>{field === null ? text : <a href={`#${fieldId(field)}`}>{text}</a>}</li>
			))}
		</ul>
	</div>
);

interface FieldProps {
	/** Null for a form that asks by GET, which comes back with the query. */
	state: FormState | null;
	name: string;
	label: Child;
	/** Stands above the field, because a placeholder goes away while somebody types. */
	hint?: Child;
	value?: string;
	type?: "text" | "email" | "tel" | "search" | "password" | "datetime-local";
	inputmode?: "numeric" | "tel" | "email" | "text";
	autocomplete?: string;
	maxlength?: number;
	/** The id of a `<datalist>` with values to choose from. */
	list?: string;
	/** Where a reader begins to type. */
	autofocus?: boolean;
	/** Words of the button that shows a password. `password.js` makes the button. */
	toggle?: { show: string; hide: string };
}

/** Tells password managers whose password a form is about, where nobody types the login. */
export const UsernameNote: FC<{ login: string }> = ({ login }) => (
	<input type="text" name="username" value={login} autocomplete="username" hidden />
);

/** A field for a password. `password.js` lets people see what they type. */
export const PasswordField: FC<Omit<FieldProps, "type" | "value" | "toggle"> & { language: Language }> = ({
	language,
	...field
}) => {
	const { showPassword: show, hidePassword: hide } = uiWords[language];
	return <Field {...field} type="password" toggle={{ show, hide }} />;
};

/**
 * A labelled text field, with the hint and the error that a screen reader reads with it. A password that was refused
 * doesn't come back, because no page may have it in its source.
 */
export const Field: FC<FieldProps> = ({ state, name, label, hint, value, type = "text", toggle, ...more }) => (
	<Labelled state={state} name={name} label={label} hint={hint}>
		<input
			{...describedBy(state, name, hint)}
			name={name}
			type={type}
			value={type === "password" ? "" : (state?.values[name] ?? value ?? "")}
			data-show={toggle?.show}
			data-hide={toggle?.hide}
			{...more}
		/>
	</Labelled>
);

/** What every control of a form has around it. */
export type LabelledProps = Pick<FieldProps, "state" | "name" | "label" | "hint">;

/** Label and hint above a control, and the error below it. */
export const Labelled: FC<LabelledProps & { children?: Child }> = ({ state, name, label, hint, children }) => (
	<div class="field">
		<label for={fieldId(name)}>{label}</label>
		{hint && (
			<p class="hint" id={`${fieldId(name)}-hint`}>
				{hint}
			</p>
		)}
		{children}
		<FieldError state={state} name={name} />
	</div>
);

export const FieldError: FC<Pick<FieldProps, "state" | "name">> = ({ state, name }) => {
	const errors = errorsAt(state, name);
	if (errors.length === 0) return null;
	return (
		<p class="field-error" id={`${fieldId(name)}-error`}>
			{errors.map(({ text }) => text).join(" ")}
		</p>
	);
};

/** The attributes that tie a control to its label, hint and error. */
export function describedBy(state: FormState | null, name: string, hint?: Child) {
	const id = fieldId(name);
	const isWrong = errorsAt(state, name).length > 0;
	const described = [hint && `${id}-hint`, isWrong && `${id}-error`].filter(Boolean).join(" ");
	return {
		id,
		"aria-invalid": isWrong ? ("true" as const) : undefined,
		"aria-describedby": described || undefined,
	};
}

const errorsAt = (state: FormState | null, name: string) => state?.errors.filter(({ field }) => field === name) ?? [];

const fieldId = (name: string) => `field-${name}`;
