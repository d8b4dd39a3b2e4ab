// Adding an enrolment policy. It is the last before the default policy, and active at once.
import { listAuthenticators } from "../../authenticators/service";
import { getGroupIdsOfField, listGroups } from "../../groups/service";
import { PolicyInput } from "../../policies/enrollment/schema";
import { createPolicy } from "../../policies/enrollment/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { atFields } from "../at-fields";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { chosenGroups, fieldOfInput, PolicyFields, PolicyForm, policyInputOf, typedGroups } from "./form";
import { policyPath, wordsIn } from "./parts";

/** How many groups a form offers as switches. */
const mostGroups = 100;

export const newEnrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/new`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => {
		const [groups, authenticators] = await Promise.all([
			listGroups(ctx, { limit: mostGroups }),
			listAuthenticators(ctx),
		]);
		return { actor: ctx.actor, groups, authenticators };
	},
	view: (state, { actor, groups, authenticators }) => {
		const words = wordsIn(state.frame.language).form;
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children: (
				<PolicyForm
					state={state}
					policy={null}
					groups={new Map(groups.items.map(({ id, name }) => [id, name]))}
					hasMoreGroups={groups.next !== undefined}
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
