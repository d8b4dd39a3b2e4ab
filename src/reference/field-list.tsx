// Fields of a request or an answer, one below the other. The inside of an object opens on demand.
import type { FC } from "hono/jsx";
import { InlineMarkdown } from "../ui/markdown";
import type { Field, FieldGroup } from "./fields";

/** @param showRequired whether to mark required fields; not in an answer, where nearly every field is required */
export const FieldGroups: FC<{ groups: FieldGroup[]; showRequired: boolean }> = ({ groups, showRequired }) => (
	<>
		{groups.length === 1 && <FieldList fields={groups[0]!.fields} showRequired={showRequired} />}
		{groups.length > 1 &&
			groups.map(({ title, fields }, index) => (
				<details class="inside" open={index === 0}>
					<summary>{title ?? `Alternative ${index + 1}`}</summary>
					<FieldList fields={fields} showRequired={showRequired} />
				</details>
			))}
	</>
);

export const FieldList: FC<{ fields: Field[]; showRequired: boolean }> = ({ fields, showRequired }) => (
	<ul class="fields">
		{fields.map((field) => (
			<li>
				<p class="field-head">
					<code>{field.name}</code>
					<span class="field-type">{field.type}</span>
					{showRequired && field.isRequired && <span class="field-required">required</span>}
				</p>
				{field.description !== undefined && (
					<p class="field-note">
						<InlineMarkdown text={field.description} />
					</p>
				)}
				<Limits field={field} />
				{field.inside.length > 0 && (
					<details class="inside">
						<summary>
							Fields of <code>{field.name}</code>
						</summary>
						<FieldGroups groups={field.inside} showRequired={showRequired} />
					</details>
				)}
			</li>
		))}
	</ul>
);

const Limits: FC<{ field: Field }> = ({ field }) => {
	const parts = [
		...(field.values.length > 0
			? [<Values word={field.values.length > 1 ? "one of" : "always"} values={field.values} />]
			: []),
		...field.limits,
		...(field.default === undefined ? [] : [<Values word="default" values={[field.default]} />]),
		...(field.example === undefined ? [] : [<Values word="for example" values={[field.example]} />]),
	];
	if (parts.length === 0) return null;
	return <p class="field-note muted">{parts.map((part, index) => (index === 0 ? part : [" · ", part]))}</p>;
};

const Values: FC<{ word: string; values: unknown[] }> = ({ word, values }) => (
	<>
		{word}{" "}
		{values.map((value, index) => (
			<>
				{index > 0 && ", "}
				<code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
			</>
		))}
	</>
);
