// Editing an enrolment policy. Its place and its status stay.
import { listAuthenticators } from "../../authenticators/service";
import { getGroupIdsOfField, offeredGroups } from "../../groups/service";
import { getPolicy } from "../../policies/enrollment/read";
import { PolicyInput } from "../../policies/enrollment/schema";
import { replacePolicy } from "../../policies/enrollment/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { chosenGroups, typedGroups } from "../group-choice";
import { paths, signInFor } from "../paths";
import { fieldOfInput, PolicyFields, PolicyForm, policyInputOf } from "./form";
import { policyPath, wordsIn } from "./parts";

export const editEnrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/{policyId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { policyId } }) => {
		const [policy, authenticators] = await Promise.all([getPolicy(ctx, policyId), listAuthenticators(ctx)]);
		return { actor: ctx.actor, policy, choice: await offeredGroups(ctx, policy.groupIds), authenticators };
	},
	view: (state, { actor, ...shown }) => {
		const { policy } = shown;
		const back = policyPath(policy.id);
		return consolePage(state, {
			title: wordsIn(state.frame.language).form.editTitle(policy.name),
			actor,
			crumbs: [{ href: back, text: policy.name }],
			children: <PolicyForm state={state} back={back} {...shown} />,
		});
	},
	actions: {
		save: action({
			fields: PolicyFields,
			run: async (ctx, fields, { params }) => {
				const more = await getGroupIdsOfField(ctx, "moreGroups", typedGroups(fields));
				const groupIds = [...chosenGroups(fields), ...more];
				const authenticators = await listAuthenticators(ctx);
				const { id, name } = await atFields(fieldOfInput, () =>
					replacePolicy(ctx, params.policyId!, check(PolicyInput, policyInputOf(fields, groupIds, authenticators))),
				);
				return done(policyPath(id), "enrollmentPolicies.saved", name);
			},
		}),
	},
});
