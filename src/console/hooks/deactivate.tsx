// The question before a hook is switched off: whose way all text messages and calls take then.
import * as z from "zod";
import { getHook, setHookStatus } from "../../hooks/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { hookPath, wordsIn } from "./parts";

export const deactivateHookPage = page({
	path: `${paths.hooks}/{hookId}/deactivate`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, hook: await getHook(ctx, params.hookId) }),
	view: (state, { actor, hook }) => {
		const words = wordsIn(state.frame.language);
		const back = hookPath(hook.id);
		return consolePage(state, {
			title: words.deactivation.title(hook.name),
			actor,
			crumbs: [{ href: back, text: hook.name }],
			children: (
				<Confirm state={state} action="deactivate" button={words.deactivate} back={back}>
					<p>{words.deactivation.text}</p>
					<p>{words.deactivation.switchInstead}</p>
				</Confirm>
			),
		});
	},
	actions: {
		deactivate: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await setHookStatus(ctx, params.hookId!, "INACTIVE");
				return done(hookPath(id), "hooks.deactivated", name);
			},
		}),
	},
});
