// Editing what a policy set says of its step as a whole. Its overrides stay.

import { done } from "../../../console/flash";
import { consolePage } from "../../../console/frame";
import { signInFor } from "../../../console/paths";
import { changePolicySet, getPolicySet } from "../../../policies/challenge/set-service";
import { action, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { checkpointName, setAt, setsPath, wordsIn } from "../parts";
import { SetFields, SetForm, setInputOf } from "./form";

export const editPolicySetPage = page({
	path: `${setsPath}/{checkpoint}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, set: await getPolicySet(ctx, params.checkpoint) }),
	view: (state, { actor, set }) => {
		const { language } = state.frame;
		const { sets: words } = wordsIn(language);
		const step = checkpointName(set.checkpoint, language);
		return consolePage(state, {
			title: words.editTitle(step),
			actor,
			crumbs: [
				{ href: setsPath, text: words.title },
				{ href: setAt(set.checkpoint), text: step },
			],
			children: <SetForm state={state} set={set} />,
		});
	},
	actions: {
		save: action({
			fields: SetFields,
			run: async (ctx, fields, { params }) => {
				const { checkpoint } = await changePolicySet(ctx, params.checkpoint!, () => setInputOf(fields));
				return done(setAt(checkpoint), "challengePolicies.setSaved");
			},
		}),
	},
});
