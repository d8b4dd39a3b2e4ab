// Copying a challenge policy, perhaps to another step. The copy begins switched off.
import * as z from "zod";
import { done } from "../../console/flash";
import { consolePage, FormEnd } from "../../console/frame";
import { paths, signInFor } from "../../console/paths";
import { ChallengePolicyCopy } from "../../policies/challenge/schema";
import { getChallengePolicy } from "../../policies/challenge/service";
import { copyChallengePolicy } from "../../policies/challenge/transfer";
import { SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { fieldOfInput } from "./form";
import { checkpointOptions, policyAt, wordsIn } from "./parts";

export const copyChallengePolicyPage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}/copy`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({
		actor: ctx.actor,
		policy: await getChallengePolicy(ctx, params.challengePolicyId),
	}),
	view: (state, { actor, policy: { id, name, checkpoint } }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		return consolePage(state, {
			title: words.copyTitle(name),
			lead: words.copyLead,
			actor,
			crumbs: [{ href: policyAt(id), text: name }],
			children: (
				<Form state={state.form} action="copy" language={language} class="fields">
					<Field
						state={state.form}
						name="name"
						label={words.name}
						value={words.copyName(name)}
						maxlength={255}
						autofocus
					/>
					<SelectField
						state={state.form}
						name="checkpoint"
						label={words.checkpoint}
						options={checkpointOptions(language)}
						value={checkpoint}
					/>
					<FormEnd state={state} back={policyAt(id)}>
						{words.copy}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		copy: action({
			fields: z.object({ name: z.string().max(1_000), checkpoint: z.string().max(40) }),
			run: async (ctx, fields, { params }) => {
				const { id, name } = await atFields(fieldOfInput, () =>
					copyChallengePolicy(ctx, params.challengePolicyId!, check(ChallengePolicyCopy, fields)),
				);
				return done(policyAt(id), "challengePolicies.copied", name);
			},
		}),
	},
});
