// The form of a trigger combination: an answer for each rule, and the result.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { FormEnd } from "../../../console/frame";
import { optional } from "../../../console/input";
import type { Choices } from "../../../policies/challenge/choices";
import type { Combination } from "../../../policies/challenge/definition";
import type { ChallengePolicyRow } from "../../../policies/challenge/service";
import { optionsOf, SelectField } from "../../../ui/choices";
import { Form } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { ruleKey } from "../keys";
import { wordsIn } from "../parts";
import { ResultFields, resultFields, resultsOf } from "../result-fields";

/** A form has a field for each rule. */
const ruleField = (rule: { name: string }) => `rule.${ruleKey(rule)}`;

/** As they are typed. What comes besides are the rules. */
export const CombinationFields = z.looseObject({ policyId: optional(z.string().max(40)), ...resultFields });

/** The combination as the verbs take it. Rules that may have any answer aren't named. */
export function combinationOf({ rules }: ChallengePolicyRow, fields: z.infer<typeof CombinationFields>) {
	const answers = rules
		.map((rule) => [rule.name, fields[ruleField(rule)] ?? "ANY"] as const)
		.filter(([, answer]) => answer !== "ANY");
	return {
		rules: Object.fromEntries(answers),
		policyId: fields.policyId ?? null,
		...resultsOf(fields),
	} as unknown as Combination;
}

const own: ReadonlySet<string> = new Set(["score", "actionGroup", "alertGroup", "policyId"]);

/** The form's field for a path such as `combinations.2.score`. */
export function fieldOfCombination(path: string): string | null {
	const last = path.split(".").at(-1)!;
	return own.has(last) ? last : null;
}

interface CombinationFormProps {
	state: PageState;
	choices: Choices;
	/** Null for a new combination. */
	combination: Combination | null;
	back: string;
}

export const CombinationForm: FC<CombinationFormProps> = ({ state, choices, combination, back }) => {
	const { form, frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	const { policy, policies, lists } = choices;
	const others = policies
		.filter(({ id, checkpoint }) => id !== policy.id && checkpoint === policy.checkpoint)
		.map(({ id, name }) => ({ value: id, text: name, isName: true }));
	return (
		<Form state={form} action="save" language={language} class="fields">
			<fieldset class="fields">
				<legend>{words.when}</legend>
				<div class="field-grid">
					{policy.rules.map((rule) => (
						<SelectField
							state={form}
							name={ruleField(rule)}
							label={<span translate="no">{rule.name}</span>}
							options={optionsOf(words.answers)}
							value={combination?.rules[rule.name] ?? "ANY"}
						/>
					))}
				</div>
			</fieldset>
			<fieldset class="fields">
				<legend>{words.result}</legend>
				<ResultFields state={state} results={combination} lists={lists} />
				<SelectField
					state={form}
					name="policyId"
					label={words.runsPolicy}
					hint={words.runsPolicyHint}
					options={[{ value: "", text: words.noAction }, ...others]}
					value={combination?.policyId ?? ""}
				/>
			</fieldset>
			<FormEnd state={state} back={back}>
				{combination === null ? words.addCombination : words.save}
			</FormEnd>
		</Form>
	);
};
