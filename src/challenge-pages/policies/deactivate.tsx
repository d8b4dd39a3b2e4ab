// The question before a challenge policy is switched off.

import { done } from "../../console/flash";
import { paths } from "../../console/paths";
import { question } from "../../console/question";
import { getChallengePolicy, setChallengePolicyStatus } from "../../policies/challenge/service";
import { administrators } from "../../web/router";
import { policyAt, wordsIn } from "./parts";

export const deactivateChallengePolicyPage = question({
	path: `${paths.challengePolicies}/{challengePolicyId}/deactivate`,
	access: administrators,
	load: (ctx, { params }) => getChallengePolicy(ctx, params.challengePolicyId),
	ask: ({ id, name }, { frame: { language } }) => {
		const { deactivation: words, deactivate } = wordsIn(language);
		return {
			title: words.title(name),
			of: { href: policyAt(id), text: name },
			button: deactivate,
			isHarmless: false,
			text: <p>{words.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getChallengePolicy(ctx, params.challengePolicyId!);
		await setChallengePolicyStatus(ctx, id, "INACTIVE");
		return done(policyAt(id), "challengePolicies.deactivated", name);
	},
});
