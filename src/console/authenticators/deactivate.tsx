// The question before an authenticator is switched off: how many users it touches.
import * as z from "zod";
import { getAuthenticator, setAuthenticatorStatus } from "../../authenticators/service";
import { countUsersOfAuthenticator, listPoliciesOfAuthenticator } from "../../authenticators/use";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { authenticatorPath, PolicyLinks, wordsIn } from "./parts";

export const deactivateAuthenticatorPage = page({
	path: `${paths.authenticators}/{authenticatorId}/deactivate`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { authenticatorId: id } }) => {
		const [row, users, policies] = await Promise.all([
			getAuthenticator(ctx, id),
			countUsersOfAuthenticator(ctx, id),
			listPoliciesOfAuthenticator(ctx, id),
		]);
		return { actor: ctx.actor, row, users, policies };
	},
	view: (state, { actor, row, users, policies }) => {
		const words = wordsIn(state.frame.language);
		const back = authenticatorPath(row.id);
		return consolePage(state, {
			title: words.deactivation.title(row.name),
			actor,
			crumbs: [{ href: back, text: row.name }],
			children:
				policies.length > 0 ? (
					<>
						<p>{words.heldByPolicies}</p>
						<PolicyLinks policies={policies} />
					</>
				) : (
					<Confirm state={state} action="deactivate" button={words.deactivate} back={back}>
						<p>{words.deactivation.text(users)}</p>
					</Confirm>
				),
		});
	},
	actions: {
		deactivate: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await setAuthenticatorStatus(ctx, params.authenticatorId!, "INACTIVE");
				return done(authenticatorPath(id), "authenticators.deactivated", name);
			},
		}),
	},
});
