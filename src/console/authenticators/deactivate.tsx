// The question before an authenticator is switched off: how many users it touches.
import { getAuthenticator, setAuthenticatorStatus } from "../../authenticators/service";
import { countUsersOfAuthenticator, listPoliciesOfAuthenticator } from "../../authenticators/use";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { authenticatorAt, paths } from "../paths";
import { question } from "../question";
import { PolicyLinks, wordsIn } from "./parts";

export const deactivateAuthenticatorPage = question({
	path: `${paths.authenticators}/{authenticatorId}/deactivate`,
	access: administrators,
	load: async (ctx, { params: { authenticatorId: id } }) => {
		const [row, users, policies] = await Promise.all([
			getAuthenticator(ctx, id),
			countUsersOfAuthenticator(ctx, id),
			listPoliciesOfAuthenticator(ctx, id),
		]);
		return { row, users, policies };
	},
	ask: ({ row: { id, name }, users, policies }, { frame }) => {
		const { deactivation, deactivate, heldByPolicies } = wordsIn(frame.language);
		return {
			title: deactivation.title(name),
			of: { href: authenticatorAt(id), text: name },
			button: deactivate,
			text: <p>{deactivation.text(users)}</p>,
			instead: policies.length > 0 && (
				<>
					<p>{heldByPolicies}</p>
					<PolicyLinks policies={policies} />
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await setAuthenticatorStatus(ctx, params.authenticatorId!, "INACTIVE");
		return done(authenticatorAt(id), "authenticators.deactivated", name);
	},
});
