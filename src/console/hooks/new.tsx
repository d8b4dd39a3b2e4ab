// Adding a telephony hook. It is active at once unless another hook is.
import { InlineHookInput } from "../../hooks/schema";
import { createHook } from "../../hooks/service";
import { telephonyHookType } from "../../hooks/telephony";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { hookAt, paths, signInFor } from "../paths";
import { fieldOfInput, HookFields, HookForm, hookInputOf } from "./form";
import { wordsIn } from "./parts";

export const newHookPage = page({
	path: `${paths.hooks}/new`,
	access: administrators,
	signIn: signInFor,
	load: ({ actor }) => ({ actor }),
	view: (state, { actor }) => {
		const words = wordsIn(state.frame.language).form;
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			scripts: ["password.js"],
			children: <HookForm state={state} hook={null} back={paths.hooks} />,
		});
	},
	actions: {
		save: action({
			fields: HookFields,
			run: async (ctx, fields) => {
				const { id, name, status } = await atFields(fieldOfInput, () =>
					createHook(ctx, check(InlineHookInput, { type: telephonyHookType, ...hookInputOf(fields) })),
				);
				return done(hookAt(id), status === "ACTIVE" ? "hooks.addedActive" : "hooks.addedInactive", name);
			},
		}),
	},
});
