// The question before a hook is deleted. The verb refuses an active one.
import * as z from "zod";
import { deleteHook, getHook } from "../../hooks/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { hookPath, wordsIn } from "./parts";

export const deleteHookPage = page({
	path: `${paths.hooks}/{hookId}/delete`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, hook: await getHook(ctx, params.hookId) }),
	view: (state, { actor, hook }) => {
		const words = wordsIn(state.frame.language);
		const back = hookPath(hook.id);
		return consolePage(state, {
			title: words.deletion.title(hook.name),
			actor,
			crumbs: [{ href: back, text: hook.name }],
			children: (
				<Confirm state={state} action="delete" button={words.remove} back={back}>
					<p>{words.deletion.text}</p>
				</Confirm>
			),
		});
	},
	actions: {
		delete: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await getHook(ctx, params.hookId!);
				await deleteHook(ctx, id);
				return done(paths.hooks, "hooks.deleted", name);
			},
		}),
	},
});
