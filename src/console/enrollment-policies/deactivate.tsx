// The question before an enrolment policy is switched off. A later policy counts for its people then.
import * as z from "zod";
import { reachOf } from "../../policies/enrollment/reach";
import { getPolicy } from "../../policies/enrollment/read";
import { setPolicyStatus } from "../../policies/enrollment/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { policyPath, ReachText, wordsIn } from "./parts";

export const deactivateEnrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/{policyId}/deactivate`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const policy = await getPolicy(ctx, params.policyId);
		return { actor: ctx.actor, policy, reach: await reachOf(ctx, policy) };
	},
	view: (state, { actor, policy, reach }) => {
		const { deactivation: words, ...all } = wordsIn(state.frame.language);
		const back = policyPath(policy.id);
		return consolePage(state, {
			title: words.title(policy.name),
			actor,
			crumbs: [{ href: back, text: policy.name }],
			children: (
				<Confirm state={state} action="deactivate" button={all.deactivate} back={back}>
					<p>
						{all.reach.title}: <ReachText reach={reach} language={state.frame.language} />
					</p>
					<p>{words.text}</p>
				</Confirm>
			),
		});
	},
	actions: {
		deactivate: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await getPolicy(ctx, params.policyId!);
				await setPolicyStatus(ctx, id, "INACTIVE");
				return done(policyPath(id), "enrollmentPolicies.deactivated", name);
			},
		}),
	},
});
