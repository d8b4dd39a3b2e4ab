// The question before a hook is switched off: whose way all text messages and calls take then.
import { getHook, setHookStatus } from "../../hooks/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { hookAt, paths } from "../paths";
import { question } from "../question";
import { wordsIn } from "./parts";

export const deactivateHookPage = question({
	path: `${paths.hooks}/{hookId}/deactivate`,
	access: administrators,
	load: (ctx, { params }) => getHook(ctx, params.hookId),
	ask: ({ id, name }, { frame }) => {
		const { deactivation, deactivate } = wordsIn(frame.language);
		return {
			title: deactivation.title(name),
			of: { href: hookAt(id), text: name },
			button: deactivate,
			text: (
				<>
					<p>{deactivation.text}</p>
					<p>{deactivation.switchInstead}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await setHookStatus(ctx, params.hookId!, "INACTIVE");
		return done(hookAt(id), "hooks.deactivated", name);
	},
});
