// The form of a list that challenge policies name: a line for each value, or a switch for each action.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { FormEnd } from "../../../console/frame";
import { paths } from "../../../console/paths";
import type { ChallengeListRow } from "../../../policies/challenge/list-service";
import type { ListKind } from "../../../policies/challenge/lists/matching";
import { on, Switch, TextArea } from "../../../ui/choices";
import { Field, Form } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { termsIn, wordsIn } from "../parts";

/** A list of actions has a field for each action. */
const actionField = "action.";

/** As they are typed. What comes besides are actions. */
export const ListFields = z.looseObject({
	name: z.string().max(1_000).default(""),
	description: z.string().max(4_000).default(""),
	values: z.string().default(""),
});

/** What the verbs take. */
export function listInputOf(kind: ListKind, fields: z.infer<typeof ListFields>) {
	const { name, description, values } = fields;
	const lines = values
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== "");
	return { name, description, kind, values: valuesOf(kind, lines, fields) };
}

function valuesOf(kind: ListKind, lines: readonly string[], fields: Readonly<Record<string, unknown>>): unknown[] {
	if (kind === "ALERT_GROUP") return lines.map(alertOf);
	if (kind !== "ACTION_GROUP") return [...lines];
	return Object.keys(fields)
		.filter((name) => name.startsWith(actionField) && fields[name] === on)
		.map((name) => name.slice(actionField.length));
}

/** "HIGH | fraud | Impossible speed" */
function alertOf(line: string) {
	const [level = "", type = "", ...text] = line.split("|").map((part) => part.trim());
	return { level: level.toUpperCase(), type, text: text.join("|") };
}

/** A value as a line of the form. */
export const lineOf = (value: ChallengeListRow["values"][number]): string =>
	typeof value === "string" ? value : `${value.level} | ${value.type} | ${value.text}`;

/** The form's field for a path such as `values.3.level`. */
export const fieldOfList = (path: string): string | null => {
	const [field = ""] = path.split(".");
	return field === "kind" ? null : field;
};

interface ListFormProps {
	state: PageState;
	kind: ListKind;
	/** Null for a new list. */
	list: ChallengeListRow | null;
}

export const ListForm: FC<ListFormProps> = ({ state, kind, list }) => {
	const { form, frame } = state;
	const { language } = frame;
	const { lists: words, ...all } = wordsIn(language);
	const { actions, listKinds } = termsIn(language);
	const values = (list?.values ?? []).map(lineOf);
	return (
		<Form state={form} action="save" language={language} class="fields">
			<input type="hidden" name="kind" value={kind} />
			<Field state={form} name="name" label={all.name} value={list?.name ?? ""} maxlength={255} autofocus />
			<Field state={form} name="description" label={all.description} value={list?.description ?? ""} maxlength={255} />
			{kind === "ACTION_GROUP" ? (
				<fieldset>
					<legend>{listKinds[kind]}</legend>
					<div class="choice-grid">
						{Object.entries(actions).map(([value, text]) => (
							<Switch state={form} name={actionField + value} label={text} isOn={values.includes(value)} />
						))}
					</div>
				</fieldset>
			) : (
				<TextArea
					state={form}
					name="values"
					label={listKinds[kind]}
					hint={words.hints[kind]}
					value={values.join("\n")}
					rows={12}
					isCode
				/>
			)}
			<FormEnd state={state} back={paths.challengeLists}>
				{list === null ? words.add : all.save}
			</FormEnd>
		</Form>
	);
};
