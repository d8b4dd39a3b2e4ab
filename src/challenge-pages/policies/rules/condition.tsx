// Adding a condition to a rule, and changing one.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { done } from "../../../console/flash";
import { consolePage, FormEnd } from "../../../console/frame";
import { paths, signInFor } from "../../../console/paths";
import type { Ctx } from "../../../context";
import { getGroupIdsOfField } from "../../../groups/service";
import { type Choices, readChoices } from "../../../policies/challenge/choices";
import type { ConditionUse } from "../../../policies/challenge/conditions";
import { conditionId } from "../../../policies/challenge/conditions";
import type { Rule } from "../../../policies/challenge/definition";
import { changeChallengePolicy } from "../../../policies/challenge/service";
import { conditionViewOf } from "../../../policies/challenge/view";
import { Form } from "../../../ui/form";
import { atFields } from "../../../web/at-fields";
import { action, type PageState, page, type SeeOther } from "../../../web/page";
import { administrators } from "../../../web/router";
import { placeOfCondition, placeOfRule } from "../keys";
import { policyAt, termsIn, wordsIn } from "../parts";
import { ChooseCondition } from "./choose";
import { ConditionFields, conditionFields, conditionOfForm } from "./condition-fields";
import type { ConditionView } from "./parameters";
import { fieldOfRule } from "./rule-fields";

const rulePath = `${paths.challengePolicies}/{challengePolicyId}/rules/{ruleKey}` as const;

async function readRule(ctx: Ctx, { challengePolicyId, ruleKey }: Record<"challengePolicyId" | "ruleKey", string>) {
	const choices = await readChoices(ctx, challengePolicyId);
	const rule = choices.policy.rules[placeOfRule(choices.policy, ruleKey)]!;
	return { actor: ctx.actor, choices, rule, back: policyAt(challengePolicyId, "rules", ruleKey) };
}

/** Changes the conditions of the rule as they are in that moment. */
async function changeConditions(
	ctx: Ctx,
	params: Record<string, string>,
	change: (rule: Rule) => readonly unknown[],
): Promise<SeeOther> {
	const { challengePolicyId: id = "", ruleKey = "" } = params;
	const { rules } = await atFields(fieldOfRule, () =>
		changeChallengePolicy(ctx, id, (before) => {
			const place = placeOfRule(before, ruleKey);
			const rule = before.rules[place]!;
			const conditions = change(rule) as Rule["conditions"];
			return { rules: before.rules.with(place, { ...rule, conditions }) };
		}),
	);
	const { name } = rules[placeOfRule({ rules }, ruleKey)]!;
	return done(policyAt(id, "rules", ruleKey), "challengePolicies.ruleSaved", name);
}

const fields = z.looseObject(conditionFields);

export const addConditionPage = page({
	path: `${rulePath}/add`,
	access: administrators,
	signIn: signInFor,
	query: z.object({ condition: conditionId.default("always") }),
	load: async (ctx, { params, query }) => ({ ...(await readRule(ctx, params)), ...query }),
	view: (state, { actor, choices, rule, back, condition }) =>
		consolePage(state, {
			title: wordsIn(state.frame.language).addCondition,
			actor,
			crumbs: crumbsOf(choices, rule, back),
			children: (
				<>
					<ChooseCondition state={state} chosen={condition} />
					<ConditionForm
						state={state}
						choices={choices}
						condition={conditionViewOf(condition)}
						use={null}
						back={back}
					/>
				</>
			),
		}),
	actions: {
		save: action({
			fields: fields.extend({ condition: conditionId }),
			run: async (ctx, typed, { params }) => {
				const use = await conditionOfForm(conditionViewOf(typed.condition), typed, getGroupIdsOfField.bind(null, ctx));
				return changeConditions(ctx, params, ({ conditions }) => [...conditions, use]);
			},
		}),
	},
});

export const conditionPage = page({
	path: `${rulePath}/conditions/{conditionKey}`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const shown = await readRule(ctx, params);
		return { ...shown, use: shown.rule.conditions[placeOfCondition(shown.rule, params.conditionKey)]! };
	},
	view: (state, { actor, choices, rule, back, use }) =>
		consolePage(state, {
			title: wordsIn(state.frame.language).editCondition,
			actor,
			crumbs: crumbsOf(choices, rule, back),
			children: (
				<ConditionForm
					state={state}
					choices={choices}
					condition={conditionViewOf(use.condition)}
					use={use}
					back={back}
				/>
			),
		}),
	actions: {
		save: action({
			fields: fields.extend({ condition: conditionId }),
			run: async (ctx, typed, { params }) => {
				const use = await conditionOfForm(conditionViewOf(typed.condition), typed, getGroupIdsOfField.bind(null, ctx));
				return changeConditions(ctx, params, (rule) =>
					rule.conditions.with(placeOfCondition(rule, params.conditionKey!), use as unknown as ConditionUse),
				);
			},
		}),
	},
});

export const removeCondition = (ctx: Ctx, params: Record<string, string>): Promise<SeeOther> =>
	changeConditions(ctx, params, (rule) => rule.conditions.toSpliced(placeOfCondition(rule, params.conditionKey!), 1));

const crumbsOf = ({ policy }: Choices, rule: Rule, back: string) => [
	{ href: policyAt(policy.id), text: policy.name },
	{ href: back, text: rule.name },
];

interface ConditionFormProps {
	state: PageState;
	choices: Choices;
	condition: ConditionView;
	use: ConditionUse | null;
	back: string;
}

const ConditionForm: FC<ConditionFormProps> = ({ back, ...shown }) => {
	const { state, condition, use } = shown;
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<Form state={state.form} action="save" language={language} class="fields">
			<input type="hidden" name="condition" value={condition.id} />
			<fieldset class="fields">
				<legend>{termsIn(language).conditions[condition.id]}</legend>
				<ConditionFields {...shown} />
			</fieldset>
			<FormEnd state={state} back={back}>
				{use === null ? words.addCondition : words.save}
			</FormEnd>
		</Form>
	);
};
