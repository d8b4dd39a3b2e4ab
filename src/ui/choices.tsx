// Controls of forms beside the text field: a choice of one, a switch, a longer text, a file.
import type { FC } from "hono/jsx";
import { describedBy, FieldError, Labelled, type LabelledProps } from "./form";

export interface Option {
	value: string;
	text: string;
	/** Options with one group stand together under its name. */
	group?: string;
	/** A name, which is the same in every language. */
	isName?: boolean;
}

/** Values with their texts, as words have them. */
export const optionsOf = (texts: Readonly<Record<string, string>>): Option[] =>
	Object.entries(texts).map(([value, text]) => ({ value, text }));

/** A choice of one. What a refused form held is chosen again. */
export const SelectField: FC<LabelledProps & { options: readonly Option[]; value?: string | null }> = ({
	options,
	value,
	...labelled
}) => {
	const { state, name, hint } = labelled;
	const chosen = state?.values[name] ?? value ?? "";
	const groups = [...new Set(options.map(({ group }) => group))];
	const ofGroup = (group: string | undefined) =>
		options
			.filter((option) => option.group === group)
			.map((option) => (
				<option value={option.value} selected={option.value === chosen} translate={option.isName ? "no" : undefined}>
					{option.text}
				</option>
			));
	return (
		<Labelled {...labelled}>
			<select {...describedBy(state, name, hint)} name={name}>
				{groups.map((group) =>
					group === undefined ? ofGroup(group) : <optgroup label={group}>{ofGroup(group)}</optgroup>,
				)}
			</select>
		</Labelled>
	);
};

/** A longer text, such as JSON or a message. */
export const TextArea: FC<LabelledProps & { value?: string; rows?: number; isCode?: boolean; maxlength?: number }> = ({
	value,
	rows = 4,
	isCode,
	maxlength,
	...labelled
}) => {
	const { state, name, hint } = labelled;
	return (
		<Labelled {...labelled}>
			<textarea
				{...describedBy(state, name, hint)}
				name={name}
				rows={rows}
				maxlength={maxlength}
				{...(isCode ? ofCode : {})}
			>
				{state?.values[name] ?? value ?? ""}
			</textarea>
		</Labelled>
	);
};

const ofCode: Readonly<Record<string, string>> = { class: "code", spellcheck: "false", wrap: "off", translate: "no" };

/** A file to send: the last field of its form, because the fields have to be there when the file arrives. */
export const FileField: FC<LabelledProps & { accept: string }> = ({ accept, ...labelled }) => (
	<Labelled {...labelled}>
		<input
			{...describedBy(labelled.state, labelled.name, labelled.hint)}
			name={labelled.name}
			type="file"
			accept={accept}
		/>
	</Labelled>
);

/** What a switch sends when it is on. A switch that is off sends nothing. */
export const on = "on";

interface SwitchProps extends LabelledProps {
	/** What stands in a form that comes fresh. */
	isOn?: boolean;
}

/** A switch with its label behind it. A refused form brings it back as it was sent. */
export const Switch: FC<SwitchProps> = ({ state, name, label, hint, isOn = false }) => {
	const wasSent = state !== null && state.action !== null;
	const described = describedBy(state, name, hint);
	return (
		<div class="field field-switch">
			<input
				{...described}
				type="checkbox"
				name={name}
				value={on}
				checked={wasSent ? state.values[name] === on : isOn}
			/>
			<label for={described.id}>{label}</label>
			{hint && (
				<p class="hint" id={`${described.id}-hint`}>
					{hint}
				</p>
			)}
			<FieldError state={state} name={name} />
		</div>
	);
};
