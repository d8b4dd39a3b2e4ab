// The questions before a rule of a challenge policy is deleted, and before a condition of a rule is.

import { done } from "../../../console/flash";
import { paths } from "../../../console/paths";
import { question } from "../../../console/question";
import { namesFor } from "../../../policies/challenge/choices";
import { readRulebook } from "../../../policies/challenge/rulebook";
import { changeChallengePolicy, getChallengePolicy, policyIn } from "../../../policies/challenge/service";
import { Notice } from "../../../ui/card";
import { atNoField } from "../../../web/at-fields";
import { administrators } from "../../../web/router";
import { placeOfCondition, placeOfRule } from "../keys";
import { policyAt, wordsIn } from "../parts";
import { removeCondition } from "./condition";
import { ConditionText } from "./condition-text";

const rulePath = `${paths.challengePolicies}/{challengePolicyId}/rules/{ruleKey}` as const;

export const deleteRulePage = question({
	path: `${rulePath}/delete`,
	access: administrators,
	load: async (ctx, { params }) => {
		const policy = await getChallengePolicy(ctx, params.challengePolicyId);
		const rule = policy.rules[placeOfRule(policy, params.ruleKey)]!;
		const inUse = policy.combinations.filter(({ rules }) => Object.hasOwn(rules, rule.name)).length;
		return { rule, inUse, back: policyAt(policy.id, "rules", params.ruleKey) };
	},
	ask: ({ rule: { name }, inUse, back }, { frame: { language } }) => {
		const { ruleDeletion, deletion, remove } = wordsIn(language);
		return {
			title: deletion.title(name),
			of: { href: back, text: name },
			button: remove,
			instead: inUse > 0 && <Notice tone="warning">{ruleDeletion.inUse(inUse)}</Notice>,
			text: <p>{ruleDeletion.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { challengePolicyId: id = "", ruleKey = "" } = params;
		let name = "";
		await atNoField(() =>
			changeChallengePolicy(ctx, id, (before) => {
				const place = placeOfRule(before, ruleKey);
				name = before.rules[place]!.name;
				return { rules: before.rules.toSpliced(place, 1) };
			}),
		);
		return done(policyAt(id), "challengePolicies.deleted", name);
	},
});

export const deleteConditionPage = question({
	path: `${rulePath}/conditions/{conditionKey}/delete`,
	access: administrators,
	load: async (ctx, { params }) => {
		const rulebook = await readRulebook(ctx);
		const policy = policyIn(rulebook, params.challengePolicyId);
		const rule = policy.rules[placeOfRule(policy, params.ruleKey)]!;
		const use = rule.conditions[placeOfCondition(rule, params.conditionKey)]!;
		const names = await namesFor(ctx, rulebook, [policy]);
		return { rule, use, names, back: policyAt(policy.id, "rules", params.ruleKey) };
	},
	ask: ({ rule: { name, conditions }, use, names, back }, { frame: { language } }) => {
		const { conditionDeletion, remove } = wordsIn(language);
		return {
			title: conditionDeletion.title(name),
			of: { href: back, text: name },
			button: remove,
			instead: conditions.length === 1 && <Notice tone="warning">{conditionDeletion.last}</Notice>,
			text: (
				<>
					<p>
						<ConditionText use={use} names={names} language={language} />
					</p>
					<p>{conditionDeletion.text}</p>
				</>
			),
		};
	},
	take: (ctx, { params }) => removeCondition(ctx, params),
});
