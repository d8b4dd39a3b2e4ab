// Forms: each carries the token against forged requests, and says what is wrong above the form and at the field.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../languages";
import { uiWords } from "./frame";

/** A form as its page comes back: the token, and what a refused form held. */
export interface FormState {
	csrfToken: string;
	/** The action that was refused; null on a fresh page. */
	action: string | null;
	/** What was typed, by field. */
	values: Readonly<Record<string, string>>;
	/** `field` is null where the whole form is wrong. */
	errors: readonly { field: string | null; text: string }[];
}

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
	class?: string;
	children?: Child;
}

export const Form: FC<FormProps> = ({ state, action, language, to, class: className, children }) => (
	<form method="post" action={to} class={className}>
		<input type="hidden" name={csrfField} value={state.csrfToken} />
		<input type="hidden" name={actionField} value={action} />
		{state.action === action && <ErrorSummary state={state} language={language} />}
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
	label: string;
	/** Stands above the field, because a placeholder goes away while somebody types. */
	hint?: string;
	value?: string;
	type?: "text" | "email" | "tel" | "search" | "password";
	inputmode?: "numeric" | "tel" | "email" | "text";
	autocomplete?: string;
	maxlength?: number;
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
export const Field: FC<FieldProps> = ({ state, name, label, hint, value, type = "text", toggle, ...more }) => {
	const id = fieldId(name);
	const errors = state?.errors.filter(({ field }) => field === name) ?? [];
	const described = [hint && `${id}-hint`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ");
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			<input
				id={id}
				name={name}
				type={type}
				value={type === "password" ? "" : (state?.values[name] ?? value ?? "")}
				aria-invalid={errors.length > 0 ? "true" : undefined}
				aria-describedby={described || undefined}
				data-show={toggle?.show}
				data-hide={toggle?.hide}
				{...more}
			/>
			{errors.length > 0 && (
				<p class="field-error" id={`${id}-error`}>
					{errors.map(({ text }) => text).join(" ")}
				</p>
			)}
		</div>
	);
};

const fieldId = (name: string) => `field-${name}`;
