// The question before an authenticator is deleted. The verb refuses one that anybody uses.
import * as z from "zod";
import { deleteAuthenticator, getAuthenticator } from "../../authenticators/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { authenticatorPath, wordsIn } from "./parts";

export const deleteAuthenticatorPage = page({
	path: `${paths.authenticators}/{authenticatorId}/delete`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, row: await getAuthenticator(ctx, params.authenticatorId) }),
	view: (state, { actor, row }) => {
		const words = wordsIn(state.frame.language);
		const back = authenticatorPath(row.id);
		return consolePage(state, {
			title: words.deletion.title(row.name),
			actor,
			crumbs: [{ href: back, text: row.name }],
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
				const { id, name } = await getAuthenticator(ctx, params.authenticatorId!);
				await deleteAuthenticator(ctx, id);
				return done(paths.authenticators, "authenticators.deleted", name);
			},
		}),
	},
});
