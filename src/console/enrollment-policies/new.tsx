// Adding an enrolment policy. It is the last before the default policy, and active at once.
import { listAuthenticators } from "../../authenticators/service";
import { getGroupIdsOfField, offeredGroups } from "../../groups/service";
import { PolicyInput } from "../../policies/enrollment/schema";
import { createPolicy } from "../../policies/enrollment/service";
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

export const newEnrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/new`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => {
		const [choice, authenticators] = await Promise.all([offeredGroups(ctx), listAuthenticators(ctx)]);
		return { actor: ctx.actor, choice, authenticators };
	},
	view: (state, { actor, choice, authenticators }) => {
		const words = wordsIn(state.frame.language).form;
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children: (
				<PolicyForm
					state={state}
					policy={null}
					choice={choice}
					authenticators={authenticators}
					back={paths.enrollmentPolicies}
				/>
			),
		});
	},
	actions: {
		save: action({
			fields: PolicyFields,
			run: async (ctx, fields) => {
				const more = await getGroupIdsOfField(ctx, "moreGroups", typedGroups(fields));
				const groupIds = [...chosenGroups(fields), ...more];
				const authenticators = await listAuthenticators(ctx);
				const { id, name } = await atFields(fieldOfInput, () =>
					createPolicy(ctx, check(PolicyInput, policyInputOf(fields, groupIds, authenticators)), { activate: true }),
				);
				return done(policyPath(id), "enrollmentPolicies.added", name);
			},
		}),
	},
});
