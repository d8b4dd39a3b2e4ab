// Editing a challenge policy. Its step, its rules and its combinations stay.

import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { paths, signInFor } from "../../console/paths";
import { getGroupIdsOfField, offeredGroups } from "../../groups/service";
import { changeChallengePolicy, getChallengePolicy } from "../../policies/challenge/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { fieldOfInput, furtherGroups, PolicyFields, PolicyForm, policyInputOf } from "./form";
import { policyAt, wordsIn } from "./parts";

export const editChallengePolicyPage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const policy = await getChallengePolicy(ctx, params.challengePolicyId);
		return { actor: ctx.actor, policy, choice: await offeredGroups(ctx, policy.groupIds ?? []) };
	},
	view: (state, { actor, ...shown }) => {
		const { id, name } = shown.policy;
		return consolePage(state, {
			title: wordsIn(state.frame.language).editTitle(name),
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			children: <PolicyForm state={state} back={policyAt(id)} {...shown} />,
		});
	},
	actions: {
		save: action({
			fields: PolicyFields,
			run: async (ctx, fields, { params }) => {
				const further = await getGroupIdsOfField(ctx, "moreGroups", furtherGroups(fields));
				const { id, name } = await atFields(fieldOfInput, () =>
					changeChallengePolicy(ctx, params.challengePolicyId!, () => policyInputOf(fields, further)),
				);
				return done(policyAt(id), "challengePolicies.saved", name);
			},
		}),
	},
});
