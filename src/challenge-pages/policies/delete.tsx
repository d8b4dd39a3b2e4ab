// The question before a challenge policy is deleted. One that other policies run stays.

import { done } from "../../console/flash";
import { paths } from "../../console/paths";
import { question } from "../../console/question";
import { nestedIn } from "../../policies/challenge/definition";
import { readRulebook } from "../../policies/challenge/rulebook";
import { deleteChallengePolicy, getChallengePolicy, policyIn } from "../../policies/challenge/service";
import { Notice } from "../../ui/card";
import { administrators } from "../../web/router";
import { policyAt, wordsIn } from "./parts";

export const deleteChallengePolicyPage = question({
	path: `${paths.challengePolicies}/{challengePolicyId}/delete`,
	access: administrators,
	load: async (ctx, { params }) => {
		const rulebook = await readRulebook(ctx);
		const policy = policyIn(rulebook, params.challengePolicyId);
		const runBy = rulebook.policies.filter((one) => nestedIn(one).some(({ policyId }) => policyId === policy.id));
		return { policy, runBy: runBy.map(({ name }) => name) };
	},
	ask: ({ policy: { id, name, status }, runBy }, { frame: { language } }) => {
		const { deletion, remove } = wordsIn(language);
		return {
			title: deletion.title(name),
			of: { href: policyAt(id), text: name },
			button: remove,
			instead: runBy.length > 0 && <Notice tone="warning">{deletion.inUse(runBy.join(", "))}</Notice>,
			text: (
				<>
					{status === "ACTIVE" && <p>{deletion.isActive}</p>}
					<p>{deletion.text}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getChallengePolicy(ctx, params.challengePolicyId!);
		await deleteChallengePolicy(ctx, id);
		return done(paths.challengePolicies, "challengePolicies.deleted", name);
	},
});
