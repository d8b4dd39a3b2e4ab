// The question before an API token is revoked.
import * as z from "zod";
import { getApiToken, revokeApiToken } from "../../access/service";
import { Time } from "../../ui/time";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { atNoField } from "../at-fields";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { paths, signInFor } from "../paths";

export const revokeTokenPage = page({
	path: "/console/tokens/{apiTokenId}/revoke",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({
		actor: ctx.actor,
		now: ctx.now(),
		token: await getApiToken(ctx, params.apiTokenId),
	}),
	view: (state, { actor, now, token }) => {
		const words = consoleWords[state.frame.language].tokens;
		const { name, lastUsedAt } = token;
		const back = `${paths.tokens}/${token.id}`;
		return consolePage(state, {
			title: words.revokeTitle,
			actor,
			crumbs: [{ href: back, text: name }],
			children: (
				<Confirm state={state} action="revoke" button={words.revokeButton(name)} back={back}>
					{token.revokedAt !== null && <p>{words.isRevoked}</p>}
					<p>{words.revokeLead(name)}</p>
					<p>
						{lastUsedAt === null ? (
							words.neverUsed
						) : (
							<>
								{words.recentlyUsed} <Time at={lastUsedAt} now={now} frame={state.frame} />
							</>
						)}
					</p>
					<p>{words.revokeLast}</p>
				</Confirm>
			),
		});
	},
	actions: {
		revoke: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await getApiToken(ctx, params.apiTokenId ?? "");
				await atNoField(() => revokeApiToken(ctx, id));
				return done(paths.tokens, "tokens.revoked", name);
			},
		}),
	},
});
