// Adding a rule: first its condition is chosen, and then the rule gets its fields and those of the condition.
import * as z from "zod";
import { done } from "../../../console/flash";
import { consolePage, FormEnd } from "../../../console/frame";
import { paths, signInFor } from "../../../console/paths";
import { invalid } from "../../../errors";
import { getGroupIdsOfField } from "../../../groups/service";
import { readChoices } from "../../../policies/challenge/choices";
import { conditionId } from "../../../policies/challenge/conditions";
import { changeChallengePolicy } from "../../../policies/challenge/service";
import { conditionViewOf } from "../../../policies/challenge/view";
import { Form } from "../../../ui/form";
import { atFields } from "../../../web/at-fields";
import { action, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { ruleKey } from "../keys";
import { policyAt, termsIn, wordsIn } from "../parts";
import { ChooseCondition } from "./choose";
import { ConditionFields, conditionFields, conditionOfForm } from "./condition-fields";
import { fieldOfRule, RuleFields, ruleFields, ruleOfForm } from "./rule-fields";

export const newRulePage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}/rules/new`,
	access: administrators,
	signIn: signInFor,
	query: z.object({ condition: conditionId.optional() }),
	load: async (ctx, { params, query }) => ({
		actor: ctx.actor,
		choices: await readChoices(ctx, params.challengePolicyId),
		...query,
	}),
	view: (state, { actor, choices, condition }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const { id, name } = choices.policy;
		return consolePage(state, {
			title: words.newRuleTitle,
			lead: condition === undefined ? words.newRuleLead : undefined,
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			children: (
				<>
					<ChooseCondition state={state} chosen={condition} />
					{condition !== undefined && (
						<Form state={state.form} action="save" language={language} class="fields">
							<input type="hidden" name="condition" value={condition} />
							<fieldset class="fields">
								<legend>
									{words.condition}: {termsIn(language).conditions[condition]}
								</legend>
								<ConditionFields state={state} choices={choices} condition={conditionViewOf(condition)} use={null} />
							</fieldset>
							<RuleFields state={state} choices={choices} rule={null} />
							<FormEnd state={state} back={policyAt(id)}>
								{words.addRule}
							</FormEnd>
						</Form>
					)}
				</>
			),
		});
	},
	actions: {
		save: action({
			fields: z.looseObject({ ...ruleFields, ...conditionFields, condition: conditionId }),
			run: async (ctx, fields, { params }) => {
				const conditions = [
					await conditionOfForm(conditionViewOf(fields.condition), fields, getGroupIdsOfField.bind(null, ctx)),
				];
				const rule = { ...(await ruleOfForm(fields, getGroupIdsOfField.bind(null, ctx))), conditions };
				const { id, rules } = await atFields(fieldOfRule, () =>
					changeChallengePolicy(ctx, params.challengePolicyId!, (before) => {
						if (before.rules.some(({ name }) => name === rule.name.trim())) throw invalid("name", "rule-twice");
						return { rules: [...before.rules, rule] };
					}),
				);
				const added = rules.at(-1)!;
				return done(policyAt(id, "rules", ruleKey(added)), "challengePolicies.ruleAdded", added.name);
			},
		}),
	},
});
