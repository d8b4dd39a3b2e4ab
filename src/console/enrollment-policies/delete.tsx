// The question before an enrolment policy is deleted. A later policy counts for its people then.
import { reachOf } from "../../policies/enrollment/reach";
import { getPolicy } from "../../policies/enrollment/read";
import { deletePolicy } from "../../policies/enrollment/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths } from "../paths";
import { question } from "../question";
import { policyPath, ReachLine, wordsIn } from "./parts";

export const deleteEnrollmentPolicyPage = question({
	path: `${paths.enrollmentPolicies}/{policyId}/delete`,
	access: administrators,
	load: async (ctx, { params }) => {
		const policy = await getPolicy(ctx, params.policyId);
		return { policy, reach: await reachOf(ctx, policy) };
	},
	ask: ({ policy: { id, name }, reach }, { frame: { language } }) => {
		const { deletion, remove } = wordsIn(language);
		return {
			title: deletion.title(name),
			of: { href: policyPath(id), text: name },
			button: remove,
			text: (
				<>
					<ReachLine reach={reach} language={language} />
					<p>{deletion.text}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getPolicy(ctx, params.policyId!);
		await deletePolicy(ctx, id);
		return done(paths.enrollmentPolicies, "enrollmentPolicies.deleted", name);
	},
});
