// Adding a challenge policy. It has no rules yet, so it begins switched off.
import * as z from "zod";
import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { paths, signInFor } from "../../console/paths";
import { getGroupIdsOfField, offeredGroups } from "../../groups/service";
import { ChallengePolicyInput, checkpoint } from "../../policies/challenge/schema";
import { createChallengePolicy } from "../../policies/challenge/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { fieldOfInput, furtherGroups, PolicyFields, PolicyForm, policyInputOf } from "./form";
import { policyAt, wordsIn } from "./parts";

export const newChallengePolicyPage = page({
	path: `${paths.challengePolicies}/new`,
	access: administrators,
	signIn: signInFor,
	query: z.object({ checkpoint: checkpoint.optional() }),
	load: async (ctx, { query }) => ({ actor: ctx.actor, ...query, choice: await offeredGroups(ctx) }),
	view: (state, { actor, ...shown }) => {
		const words = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children: <PolicyForm state={state} policy={null} back={paths.challengePolicies} {...shown} />,
		});
	},
	actions: {
		save: action({
			fields: PolicyFields,
			run: async (ctx, fields) => {
				const further = await getGroupIdsOfField(ctx, "moreGroups", furtherGroups(fields));
				const input = { ...policyInputOf(fields, further), checkpoint: fields.checkpoint };
				const { id, name } = await atFields(fieldOfInput, () =>
					createChallengePolicy(ctx, check(ChallengePolicyInput, input), { activate: false }),
				);
				return done(policyAt(id), "challengePolicies.added", name);
			},
		}),
	},
});
