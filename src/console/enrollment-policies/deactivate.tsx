// The question before an enrolment policy is switched off. A later policy counts for its people then.
import { reachOf } from "../../policies/enrollment/reach";
import { getPolicy } from "../../policies/enrollment/read";
import { setPolicyStatus } from "../../policies/enrollment/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths } from "../paths";
import { question } from "../question";
import { policyPath, ReachLine, wordsIn } from "./parts";

export const deactivateEnrollmentPolicyPage = question({
	path: `${paths.enrollmentPolicies}/{policyId}/deactivate`,
	access: administrators,
	load: async (ctx, { params }) => {
		const policy = await getPolicy(ctx, params.policyId);
		return { policy, reach: await reachOf(ctx, policy) };
	},
	ask: ({ policy: { id, name }, reach }, { frame: { language } }) => {
		const { deactivation, deactivate } = wordsIn(language);
		return {
			title: deactivation.title(name),
			of: { href: policyPath(id), text: name },
			button: deactivate,
			text: (
				<>
					<ReachLine reach={reach} language={language} />
					<p>{deactivation.text}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getPolicy(ctx, params.policyId!);
		await setPolicyStatus(ctx, id, "INACTIVE");
		return done(policyPath(id), "enrollmentPolicies.deactivated", name);
	},
});
