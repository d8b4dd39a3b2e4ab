// The fields of the overrides of a policy set: one of a score names a range, one of an action says how often it came.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { optionsOf, SelectField } from "../../../ui/choices";
import { Field } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { type Lists, numberIn, termsIn, wordsIn } from "../parts";
import { AskedFields, askedFields, askedOf } from "../result-fields";

const typed = z.string().max(40).default("");

export type OverridePart = "scoreOverrides" | "actionOverrides";

interface FieldsProps<Part extends OverridePart> {
	state: PageState;
	/** Null for a new override. */
	override: PolicySet[Part][number] | null;
	lists: Lists;
}

export const ScoreFields = z.object({ minimum: typed, maximum: typed, ...askedFields });

export const scoreOverrideOf = ({ minimum, maximum, ...asked }: z.infer<typeof ScoreFields>) => ({
	minimum: numberIn(minimum),
	maximum: numberIn(maximum),
	...askedOf(asked),
});

export const ScoreOverrideFields: FC<FieldsProps<"scoreOverrides">> = ({ state, override, lists }) => {
	const { sets: words } = wordsIn(state.frame.language);
	const bound = (name: "minimum" | "maximum", label: string) => (
		<Field
			state={state.form}
			name={name}
			label={label}
			value={override === null ? "" : String(override[name])}
			inputmode="numeric"
			maxlength={4}
		/>
	);
	return (
		<>
			<div class="field-grid">
				{bound("minimum", words.minimum)}
				{bound("maximum", words.maximum)}
			</div>
			<AskedFields state={state} results={override} lists={lists} />
		</>
	);
};

export const ActionFields = z.object({ from: typed, to: typed, count: typed, seconds: typed });

export const actionOverrideOf = ({ from, to, count, seconds }: z.infer<typeof ActionFields>) => ({
	from,
	to,
	count: numberIn(count),
	seconds: numberIn(seconds),
});

export const ActionOverrideFields: FC<FieldsProps<"actionOverrides">> = ({ state, override }) => {
	const { language } = state.frame;
	const { sets: words } = wordsIn(language);
	const number = (name: "count" | "seconds", label: string, maxlength: number) => (
		<Field
			state={state.form}
			name={name}
			label={label}
			value={override === null ? "" : String(override[name])}
			inputmode="numeric"
			maxlength={maxlength}
		/>
	);
	const action = (name: "from" | "to", label: string, value: string) => (
		<SelectField
			state={state.form}
			name={name}
			label={label}
			options={optionsOf(termsIn(language).actions)}
			value={override?.[name] ?? value}
		/>
	);
	return (
		<>
			{action("from", words.from, "BLOCK")}
			<div class="field-grid">
				{number("count", words.count, 4)}
				{number("seconds", words.seconds, 7)}
			</div>
			{action("to", words.to, "CHALLENGE")}
		</>
	);
};
