// The question before a hook is deleted. The verb refuses an active one.
import { deleteHook, getHook } from "../../hooks/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { hookAt, paths } from "../paths";
import { question } from "../question";
import { wordsIn } from "./parts";

export const deleteHookPage = question({
	path: `${paths.hooks}/{hookId}/delete`,
	access: administrators,
	load: (ctx, { params }) => getHook(ctx, params.hookId),
	ask: ({ id, name }, { frame }) => {
		const { deletion, remove } = wordsIn(frame.language);
		return {
			title: deletion.title(name),
			of: { href: hookAt(id), text: name },
			button: remove,
			text: <p>{deletion.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getHook(ctx, params.hookId!);
		await deleteHook(ctx, id);
		return done(paths.hooks, "hooks.deleted", name);
	},
});
