// Fields of a request or an answer, one below the other. The inside of an object opens on demand.
import type { FC } from "hono/jsx";
import { InlineMarkdown } from "../ui/markdown";
import type { Field, FieldGroup } from "./fields";
import { documentLanguage } from "./reading";
import type { ReferenceWords } from "./words/en";

interface ListProps {
	words: ReferenceWords;
	/** Whether to mark required fields. Not in an answer, where nearly every field is required. */
	showRequired: boolean;
}

export const FieldGroups: FC<ListProps & { groups: FieldGroup[] }> = ({ groups, ...shared }) => (
	<>
		{groups.length === 1 && <FieldList fields={groups[0]!.fields} {...shared} />}
		{groups.length > 1 &&
			groups.map(({ title, fields }, index) => (
				<details class="inside" open={index === 0}>
					<summary>{title ? <code>{title}</code> : shared.words.alternative(index + 1)}</summary>
					<FieldList fields={fields} {...shared} />
				</details>
			))}
	</>
);

export const FieldList: FC<ListProps & { fields: Field[] }> = ({ fields, words, showRequired }) => (
	<ul class="fields">
		{fields.map((field) => (
			<li>
				<p class="field-head">
					<code>{field.name}</code>
					<span class="field-type">{field.type}</span>
					{showRequired && field.isRequired && <span class="field-required">{words.required}</span>}
				</p>
				{field.description !== undefined && (
					<p class="field-note" lang={documentLanguage}>
						<InlineMarkdown text={field.description} />
					</p>
				)}
				<Limits field={field} words={words} />
				{field.inside.length > 0 && (
					<details class="inside">
						<summary>
							<InlineMarkdown text={words.fieldsOf(field.name)} />
						</summary>
						<FieldGroups groups={field.inside} words={words} showRequired={showRequired} />
					</details>
				)}
			</li>
		))}
	</ul>
);

const Limits: FC<{ field: Field; words: ReferenceWords }> = ({ field, words }) => {
	const parts = [
		...(field.values.length > 0
			? [
					<Values
						word={field.values.length > 1 ? words.oneOf : words.always}
						values={field.values}
						comma={words.comma}
					/>,
				]
			: []),
		...field.limits,
		...(field.default === undefined ? [] : [<Values word={words.byDefault} values={[field.default]} />]),
		...(field.example === undefined ? [] : [<Values word={words.forExample} values={[field.example]} />]),
	];
	if (parts.length === 0) return null;
	return <p class="field-note muted">{parts.map((part, index) => (index === 0 ? part : [" · ", part]))}</p>;
};

const Values: FC<{ word: string; values: unknown[]; comma?: string }> = ({ word, values, comma }) => (
	<>
		{word}{" "}
		{values.map((value, index) => (
			<>
				{index > 0 && comma}
				<code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
			</>
		))}
	</>
);
