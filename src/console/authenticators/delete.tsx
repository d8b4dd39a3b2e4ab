// The question before an authenticator is deleted. The verb refuses one that anybody uses.
import { deleteAuthenticator, getAuthenticator } from "../../authenticators/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { authenticatorAt, paths } from "../paths";
import { question } from "../question";
import { wordsIn } from "./parts";

export const deleteAuthenticatorPage = question({
	path: `${paths.authenticators}/{authenticatorId}/delete`,
	access: administrators,
	load: (ctx, { params }) => getAuthenticator(ctx, params.authenticatorId),
	ask: ({ id, name }, { frame }) => {
		const { deletion, remove } = wordsIn(frame.language);
		return {
			title: deletion.title(name),
			of: { href: authenticatorAt(id), text: name },
			button: remove,
			text: <p>{deletion.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getAuthenticator(ctx, params.authenticatorId!);
		await deleteAuthenticator(ctx, id);
		return done(paths.authenticators, "authenticators.deleted", name);
	},
});
