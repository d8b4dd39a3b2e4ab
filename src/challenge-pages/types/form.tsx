// The form of a challenge type. Its fields are called as the attributes of the properties that they set.
import type { FC } from "hono/jsx";
import type { ConfiguredType } from "../../challenges/type";
import { FormEnd } from "../../console/frame";
import { languages } from "../../languages";
import { on, optionsOf, SelectField, Switch } from "../../ui/choices";
import { Field, FieldError, Form } from "../../ui/form";
import { languageName } from "../../ui/formats";
import type { PageState } from "../../web/page";
import { plainText } from "../registration/parts";
import { wordsIn } from "./parts";

/** A switch for each field for contact data begins with one of these. */
const lists = { requiredInfo: "requires.", displayedInfo: "displays." } as const;

/** What the verb is given. Fields that were required stay in their order, and others come behind them. */
export function typedType(
	type: ConfiguredType,
	fieldKeys: readonly string[],
	fields: Readonly<Record<string, unknown>>,
): Record<string, string> {
	const chosen = (list: keyof typeof lists) =>
		[...new Set([...type[list], ...fieldKeys])].filter((key) => fields[lists[list] + key] === on).join(",");
	return {
		...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
		available: String(fields.available === on),
		enabled: String(fields.enabled === on),
		requiredInfo: chosen("requiredInfo"),
		displayedInfo: chosen("displayedInfo"),
	};
}

interface TypeFormProps {
	state: PageState;
	type: ConfiguredType;
	values: Readonly<Record<string, string>>;
	/** Key → HTML of the label. */
	fieldNames: ReadonlyMap<string, string>;
	/** Its codes are sent, so they have a life. */
	isSent: boolean;
	devices: readonly string[];
	button: string;
	back: string;
}

export const TypeForm: FC<TypeFormProps> = ({ state, type, values, fieldNames, isSent, devices, button, back }) => {
	const { form, frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	const infos = (list: keyof typeof lists, legend: string, hint: string) => (
		<fieldset class="fields" id={`field-${list}`} tabindex={-1}>
			<legend>{legend}</legend>
			<p class="muted">{hint}</p>
			<div class="choice-grid">
				{[...new Set([...fieldNames.keys(), ...type[list]])].map((key) => (
					<Switch
						state={form}
						name={lists[list] + key}
						label={<span translate="no">{plainText(fieldNames.get(key) ?? key)}</span>}
						isOn={type[list].includes(key)}
					/>
				))}
			</div>
			<FieldError state={form} name={list} />
		</fieldset>
	);
	return (
		<Form state={form} action="change" language={language} class="fields">
			<Switch
				state={form}
				name="available"
				label={words.available}
				hint={words.availableHint}
				isOn={values.available === "true"}
			/>
			<Switch
				state={form}
				name="enabled"
				label={words.enabled}
				hint={words.enabledHint}
				isOn={values.enabled !== "false"}
			/>
			{infos("requiredInfo", words.requires, words.requiresHint)}
			{infos("displayedInfo", words.displays, words.displaysHint)}
			<div class="field-grid">
				{languages.map((own) => (
					<div class="fields">
						{(["name", "description", "htmlLabel"] as const).map((attribute) => (
							<Field
								state={form}
								name={`${attribute}_${own}`}
								label={words.textIn[attribute](languageName(own, language))}
								value={values[`${attribute}_${own}`] ?? ""}
								autocomplete="off"
								maxlength={500}
							/>
						))}
					</div>
				))}
			</div>
			{isSent && (
				<Field
					state={form}
					name="otpexpirytimeMs"
					label={words.life}
					hint={words.lifeHint}
					value={values.otpexpirytimeMs ?? ""}
					inputmode="numeric"
					autocomplete="off"
					maxlength={6}
				/>
			)}
			<SelectField
				state={form}
				name="htmlInputType"
				label={words.inputType}
				options={optionsOf(words.inputTypes)}
				value={values.htmlInputType ?? ""}
			/>
			<SelectField
				state={form}
				name="device"
				label={words.device}
				hint={words.deviceHint}
				options={devices.map((value) => ({ value, text: words.deviceOf(value) }))}
				value={values.device ?? ""}
			/>
			<FormEnd state={state} back={back}>
				{button}
			</FormEnd>
		</Form>
	);
};
