// The question before an enrolment policy is deleted. A later policy counts for its people then.
import * as z from "zod";
import { reachOf } from "../../policies/enrollment/reach";
import { getPolicy } from "../../policies/enrollment/read";
import { deletePolicy } from "../../policies/enrollment/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { policyPath, ReachText, wordsIn } from "./parts";

export const deleteEnrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/{policyId}/delete`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const policy = await getPolicy(ctx, params.policyId);
		return { actor: ctx.actor, policy, reach: await reachOf(ctx, policy) };
	},
	view: (state, { actor, policy, reach }) => {
		const { deletion: words, ...all } = wordsIn(state.frame.language);
		const back = policyPath(policy.id);
		return consolePage(state, {
			title: words.title(policy.name),
			actor,
			crumbs: [{ href: back, text: policy.name }],
			children: (
				<Confirm state={state} action="delete" button={all.remove} back={back}>
					<p>
						{all.reach.title}: <ReachText reach={reach} language={state.frame.language} />
					</p>
					<p>{words.text}</p>
				</Confirm>
			),
		});
	},
	actions: {
		delete: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await getPolicy(ctx, params.policyId!);
				await deletePolicy(ctx, id);
				return done(paths.enrollmentPolicies, "enrollmentPolicies.deleted", name);
			},
		}),
	},
});
