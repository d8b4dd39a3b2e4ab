// The question before an API token is revoked.
import { getApiToken, revokeApiToken } from "../../access/service";
import { Time } from "../../ui/time";
import { atNoField } from "../../web/at-fields";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { paths, tokenAt } from "../paths";
import { question } from "../question";

export const revokeTokenPage = question({
	path: "/console/tokens/{apiTokenId}/revoke",
	access: administrators,
	load: async (ctx, { params }) => ({ token: await getApiToken(ctx, params.apiTokenId), now: ctx.now() }),
	ask: ({ token: { id, name, revokedAt, lastUsedAt }, now }, { frame }) => {
		const words = consoleWords[frame.language].tokens;
		return {
			title: words.revokeTitle,
			of: { href: tokenAt(id), text: name },
			button: words.revokeButton(name),
			text: (
				<>
					{revokedAt !== null && <p>{words.isRevoked}</p>}
					<p>{words.revokeLead(name)}</p>
					<p>
						{lastUsedAt === null ? (
							words.neverUsed
						) : (
							<>
								{words.recentlyUsed} <Time at={lastUsedAt} now={now} frame={frame} />
							</>
						)}
					</p>
					<p>{words.revokeLast}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getApiToken(ctx, params.apiTokenId ?? "");
		await atNoField(() => revokeApiToken(ctx, id));
		return done(paths.tokens, "tokens.revoked", name);
	},
});
