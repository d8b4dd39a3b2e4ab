// Adding a trigger combination, which is the last one at first, and changing one.

import { done } from "../../../console/flash";
import { consolePage } from "../../../console/frame";
import { paths, signInFor } from "../../../console/paths";
import { readChoices } from "../../../policies/challenge/choices";
import { changeChallengePolicy } from "../../../policies/challenge/service";
import { atFields } from "../../../web/at-fields";
import { action, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { placeOfCombination } from "../keys";
import { policyAt, StepLink, wordsIn } from "../parts";
import { CombinationFields, CombinationForm, combinationOf, fieldOfCombination } from "./form";

const combinationsPath = `${paths.challengePolicies}/{challengePolicyId}/combinations` as const;

export const newCombinationPage = page({
	path: `${combinationsPath}/new`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, choices: await readChoices(ctx, params.challengePolicyId) }),
	view: (state, { actor, choices }) => {
		const words = wordsIn(state.frame.language);
		const { id, name } = choices.policy;
		return consolePage(state, {
			title: words.addCombination,
			lead: words.combinationsLead,
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			children: <CombinationForm state={state} choices={choices} combination={null} back={policyAt(id)} />,
		});
	},
	actions: {
		save: action({
			fields: CombinationFields,
			run: async (ctx, fields, { params }) => {
				const { id, name } = await atFields(fieldOfCombination, () =>
					changeChallengePolicy(ctx, params.challengePolicyId!, (before) => ({
						combinations: [...before.combinations, combinationOf(before, fields)],
					})),
				);
				return done(policyAt(id), "challengePolicies.saved", name);
			},
		}),
	},
});

export const combinationPage = page({
	path: `${combinationsPath}/{combinationKey}`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const choices = await readChoices(ctx, params.challengePolicyId);
		return { actor: ctx.actor, choices, place: placeOfCombination(choices.policy, params.combinationKey) };
	},
	view: (state, { actor, choices, place }) => {
		const words = wordsIn(state.frame.language);
		const { id, name, combinations } = choices.policy;
		return consolePage(state, {
			title: words.combination(place + 1),
			lead: words.combinationsLead,
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			tools: (
				<StepLink href={`${state.frame.path.split("?")[0]}/delete`} isDanger>
					{words.remove}
				</StepLink>
			),
			children: (
				<CombinationForm state={state} choices={choices} combination={combinations[place]!} back={policyAt(id)} />
			),
		});
	},
	actions: {
		save: action({
			fields: CombinationFields,
			run: async (ctx, fields, { params }) => {
				const { id, name } = await atFields(fieldOfCombination, () =>
					changeChallengePolicy(ctx, params.challengePolicyId!, (before) => ({
						combinations: before.combinations.with(
							placeOfCombination(before, params.combinationKey!),
							combinationOf(before, fields),
						),
					})),
				);
				return done(policyAt(id), "challengePolicies.saved", name);
			},
		}),
	},
});
