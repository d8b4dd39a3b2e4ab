// The question before a trigger combination is deleted.

import { done } from "../../../console/flash";
import { paths } from "../../../console/paths";
import { question } from "../../../console/question";
import { changeChallengePolicy, getChallengePolicy } from "../../../policies/challenge/service";
import { administrators } from "../../../web/router";
import { placeOfCombination } from "../keys";
import { policyAt, wordsIn } from "../parts";

export const deleteCombinationPage = question({
	path: `${paths.challengePolicies}/{challengePolicyId}/combinations/{combinationKey}/delete`,
	access: administrators,
	load: async (ctx, { params }) => {
		const policy = await getChallengePolicy(ctx, params.challengePolicyId);
		const place = placeOfCombination(policy, params.combinationKey);
		return { place, back: policyAt(policy.id, "combinations", params.combinationKey) };
	},
	ask: ({ place, back }, { frame: { language } }) => {
		const { combination, deletion, combinationDeletion, remove } = wordsIn(language);
		const name = combination(place + 1);
		return {
			title: deletion.title(name),
			of: { href: back, text: name },
			button: remove,
			text: <p>{combinationDeletion}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await changeChallengePolicy(ctx, params.challengePolicyId!, ({ combinations }) => ({
			combinations: combinations.toSpliced(placeOfCombination({ combinations }, params.combinationKey!), 1),
		}));
		return done(policyAt(id), "challengePolicies.saved", name);
	},
});
