// The fields for what a rule, a combination or an override results in: a score, actions and alerts.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { optional } from "../../console/input";
import type { Language } from "../../languages";
import type { Results } from "../../policies/challenge/definition";
import { type Option, SelectField } from "../../ui/choices";
import { Field } from "../../ui/form";
import type { PageState } from "../../web/page";
import { type Lists, numberIn, termsIn, wordsIn } from "./parts";

const id = optional(z.string().max(40));

export const askedFields = { actionGroup: id, alertGroup: id };

export const resultFields = { score: z.string().max(20).default(""), ...askedFields };

interface TypedAsked {
	actionGroup?: string | null | undefined;
	alertGroup?: string | null | undefined;
}

export const askedOf = ({ actionGroup = null, alertGroup = null }: TypedAsked): Results => ({
	actionGroup,
	alertGroup,
});

export const resultsOf = ({ score, ...asked }: TypedAsked & { score: string }) => ({
	score: numberIn(score),
	...askedOf(asked),
});

const listOptions = (lists: Lists, kind: Lists[number]["kind"], group?: string): Option[] =>
	lists
		.filter((list) => list.kind === kind)
		.map((list) => ({ value: list.id, text: list.name, isName: true, ...(group === undefined ? {} : { group }) }));

/** Nothing, an action, or a list of actions. */
const actionOptions = (lists: Lists, language: Language): Option[] => {
	const { action, noAction } = wordsIn(language);
	const { actions: texts, listKinds } = termsIn(language);
	return [
		{ value: "", text: noAction },
		...Object.entries(texts).map(([value, text]) => ({ value, text, group: action })),
		...listOptions(lists, "ACTION_GROUP", listKinds.ACTION_GROUP),
	];
};

const alertOptions = (lists: Lists, language: Language): Option[] => [
	{ value: "", text: wordsIn(language).noAction },
	...listOptions(lists, "ALERT_GROUP"),
];

interface FieldsProps<Shown> {
	state: PageState;
	/** Null for a new one. */
	results: Shown | null;
	lists: Lists;
}

export const ResultFields: FC<FieldsProps<Results & { score: number }>> = ({ state, results, lists }) => {
	const words = wordsIn(state.frame.language);
	return (
		<>
			<Field
				state={state.form}
				name="score"
				label={words.score}
				hint={words.scoreHint}
				value={String(results?.score ?? 0)}
				inputmode="numeric"
				maxlength={4}
			/>
			<AskedFields state={state} results={results} lists={lists} />
		</>
	);
};

/** The fields for actions and alerts alone. */
export const AskedFields: FC<FieldsProps<Results>> = ({ state, results, lists }) => {
	const { form, frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	return (
		<>
			<SelectField
				state={form}
				name="actionGroup"
				label={words.action}
				options={actionOptions(lists, language)}
				value={results?.actionGroup ?? ""}
			/>
			<SelectField
				state={form}
				name="alertGroup"
				label={words.alerts}
				options={alertOptions(lists, language)}
				value={results?.alertGroup ?? ""}
			/>
		</>
	);
};
