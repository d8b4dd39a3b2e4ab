// Editing a hook. The secret stays when its field is left empty.
import { InlineHookChange } from "../../hooks/schema";
import { changeHook, getHook } from "../../hooks/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { hookAt, paths, signInFor } from "../paths";
import { fieldOfInput, HookFields, HookForm, hookInputOf } from "./form";
import { wordsIn } from "./parts";

export const editHookPage = page({
	path: `${paths.hooks}/{hookId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, hook: await getHook(ctx, params.hookId) }),
	view: (state, { actor, hook }) =>
		consolePage(state, {
			title: wordsIn(state.frame.language).form.editTitle(hook.name),
			actor,
			crumbs: [{ href: hookAt(hook.id), text: hook.name }],
			scripts: ["password.js"],
			children: <HookForm state={state} hook={hook} back={hookAt(hook.id)} />,
		}),
	actions: {
		save: action({
			fields: HookFields,
			run: async (ctx, fields, { params }) => {
				const { id, name } = await atFields(fieldOfInput, () =>
					changeHook(ctx, params.hookId!, check(InlineHookChange, hookInputOf(fields))),
				);
				return done(hookAt(id), "hooks.saved", name);
			},
		}),
	},
});
