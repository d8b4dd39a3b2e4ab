// The form of a field for contact data. Its fields are called as the attributes of the properties that they set.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { FormEnd } from "../../console/frame";
import type { FieldSetting } from "../../contacts/field-settings";
import { type Language, languages } from "../../languages";
import { on, optionsOf, SelectField, Switch, TextArea } from "../../ui/choices";
import { Field, Form, type FormState } from "../../ui/form";
import { languageName } from "../../ui/formats";
import type { PageState } from "../../web/page";
import { wordsIn } from "./parts";

/** As they are typed. The verb knows what each of them takes. */
export const FieldFields = z.object({}).catchall(z.string().max(20_000));

/** What the verb is given: a switch that is off sends nothing. */
export const typedField = (fields: Readonly<Record<string, unknown>>): Record<string, string> => ({
	...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
	required: String(fields.required === on),
});

interface FieldFormProps {
	state: PageState;
	/** The page's action. */
	action: string;
	values: Readonly<Record<string, string>>;
	/** Null for a new field. */
	field: FieldSetting | null;
	/** Of the storages: the class of each. */
	storages: readonly { value: string; name: "DATABASE" | "DIRECTORY" }[];
	button: string;
	back: string;
}

export const FieldForm: FC<FieldFormProps> = ({ state, action, values, field, storages, button, back }) => {
	const { form, frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	const showings = optionsOf(words.showings).filter(({ value }) => value !== "AS_NEEDED" || field?.maySayAsNeeded);
	return (
		<Form state={form} action={action} language={language} class="fields">
			{field === null && (
				<Field state={form} name="key" label={words.key} hint={words.keyHint} autocomplete="off" maxlength={40} />
			)}
			<fieldset class="fields">
				<legend>{words.texts}</legend>
				<p class="muted">{words.textsHint}</p>
				<div class="field-grid">
					{languages.map((own) => (
						<Texts form={form} values={values} own={own} language={language} />
					))}
				</div>
			</fieldset>
			<SelectField
				state={form}
				name="inputtype"
				label={words.inputtype}
				options={optionsOf(words.inputtypes)}
				value={values.inputtype ?? ""}
			/>
			<SelectField state={form} name="shown" label={words.shown} options={showings} value={values.shown ?? "ALWAYS"} />
			<Switch state={form} name="required" label={words.mustFill} isOn={values.required === "true"} />
			<Field
				state={form}
				name="maxlength"
				label={words.maxlength}
				hint={words.maxlengthHint}
				value={values.maxlength ?? ""}
				inputmode="numeric"
				autocomplete="off"
				maxlength={3}
			/>
			<TextArea
				state={form}
				name="regex"
				label={words.regex}
				hint={words.regexHint}
				value={values.regex ?? ""}
				rows={2}
				isCode
			/>
			<details open={form.errors.some((error) => furtherFields.has(error.field ?? ""))}>
				<summary>{words.further}</summary>
				<div class="fields stack-tight">
					<Field
						state={form}
						name="values"
						label={words.values}
						hint={words.valuesHint}
						value={values.values ?? ""}
						autocomplete="off"
					/>
					<Field
						state={form}
						name="inputname"
						label={words.inputname}
						hint={words.inputnameHint}
						value={values.inputname ?? ""}
						autocomplete="off"
					/>
					<SelectField
						state={form}
						name="managerClass"
						label={words.storage}
						options={storages.map(({ value, name }) => ({ value, text: words.storages[name] }))}
						value={values.managerClass ?? ""}
					/>
				</div>
			</details>
			<FormEnd state={state} back={back}>
				{button}
			</FormEnd>
		</Form>
	);
};

const furtherFields: ReadonlySet<string> = new Set(["values", "inputname", "managerClass"]);

interface TextsProps {
	form: FormState;
	values: Readonly<Record<string, string>>;
	/** Of the texts. */
	own: Language;
	language: Language;
}

/** The field's texts in one language. */
const Texts: FC<TextsProps> = ({ form, values, own, language }) => {
	const words = wordsIn(language);
	const name = languageName(own, language);
	const text = (field: "name" | "description" | "error", label: string) => (
		<TextArea
			state={form}
			name={`${field}_${own}`}
			label={label}
			value={values[`${field}_${own}`] ?? ""}
			rows={field === "name" ? 1 : 2}
		/>
	);
	return (
		<div class="fields">
			{text("name", words.labelIn(name))}
			{text("description", words.descriptionIn(name))}
			{text("error", words.errorIn(name))}
		</div>
	);
};
