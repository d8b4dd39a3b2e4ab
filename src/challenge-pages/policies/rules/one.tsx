// One rule of a challenge policy: its fields, and its conditions with the way to add, change and remove one.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { done } from "../../../console/flash";
import { consolePage, consoleWords, FormEnd } from "../../../console/frame";
import { paths, signInFor } from "../../../console/paths";
import { getGroupIdsOfField } from "../../../groups/service";
import { type Choices, readChoices } from "../../../policies/challenge/choices";
import type { ConditionUse } from "../../../policies/challenge/conditions";
import type { Combination, Rule } from "../../../policies/challenge/definition";
import { changeChallengePolicy } from "../../../policies/challenge/service";
import { Card } from "../../../ui/card";
import { Form } from "../../../ui/form";
import { type Column, Table } from "../../../ui/table";
import { atFields } from "../../../web/at-fields";
import { action, type PageState, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { conditionKey, placeOfRule, ruleKey } from "../keys";
import { policyAt, StepLink, wordsIn } from "../parts";
import { ChooseCondition } from "./choose";
import { ConditionText } from "./condition-text";
import { fieldOfRule, RuleFields, ruleFields, ruleOfForm } from "./rule-fields";

export const rulePage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}/rules/{ruleKey}`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const choices = await readChoices(ctx, params.challengePolicyId);
		const { rules } = choices.policy;
		return { actor: ctx.actor, choices, rule: rules[placeOfRule(choices.policy, params.ruleKey)]! };
	},
	view: (state, { actor, choices, rule }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const { id, name } = choices.policy;
		return consolePage(state, {
			title: rule.name,
			lead: words.rulesLead,
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			tools: (
				<StepLink href={policyAt(id, "rules", ruleKey(rule), "delete")} isDanger>
					{words.remove}
				</StepLink>
			),
			children: (
				<>
					<Conditions state={state} choices={choices} rule={rule} />
					<Card id="rule" title={words.rule}>
						<Form state={state.form} action="save" language={language} class="fields">
							<RuleFields state={state} choices={choices} rule={rule} />
							<FormEnd state={state} back={policyAt(id)}>
								{words.save}
							</FormEnd>
						</Form>
					</Card>
				</>
			),
		});
	},
	actions: {
		save: action({
			fields: z.object(ruleFields),
			run: async (ctx, fields, { params }) => {
				const changed = await ruleOfForm(fields, getGroupIdsOfField.bind(null, ctx));
				const { id } = await atFields(fieldOfRule, () =>
					changeChallengePolicy(ctx, params.challengePolicyId!, (before) => {
						const place = placeOfRule(before, params.ruleKey!);
						const { name, conditions } = before.rules[place]!;
						return {
							rules: before.rules.with(place, { ...changed, conditions } as unknown as Rule),
							combinations: before.combinations.map((one) => renamed(one, name, changed.name.trim())),
						};
					}),
				);
				return done(policyAt(id), "challengePolicies.ruleSaved", changed.name);
			},
		}),
	},
});

/** Combinations name rules. */
const renamed = (combination: Combination, before: string, after: string): Combination => ({
	...combination,
	rules: Object.fromEntries(
		Object.entries(combination.rules).map(([name, answer]) => [name === before ? after : name, answer]),
	),
});

const Conditions: FC<{ state: PageState; choices: Choices; rule: Rule }> = ({ state, choices, rule }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const here = policyAt(choices.policy.id, "rules", ruleKey(rule));
	const columns: Column<ConditionUse>[] = [
		{
			title: words.condition,
			isName: true,
			cell: (use) => <ConditionText use={use} names={choices.names} language={language} />,
		},
		{ title: words.whereUnknown, cell: ({ valueOnError }) => (valueOnError ? words.met : words.notMet) },
		{
			title: words.change,
			cell: (use) => (
				<div class="tools">
					<StepLink href={`${here}/conditions/${conditionKey(use)}`}>{consoleWords[language].edit}</StepLink>
					{rule.conditions.length > 1 && (
						<StepLink href={`${here}/conditions/${conditionKey(use)}/delete`} isDanger>
							{words.remove}
						</StepLink>
					)}
				</div>
			),
		},
	];
	return (
		<Card id="conditions" title={words.conditions}>
			<Table frame={state.frame} caption={words.conditions} columns={columns} rows={rule.conditions} />
			<ChooseCondition state={state} to={`${here}/add`} />
		</Card>
	);
};
