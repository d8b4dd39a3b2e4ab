// One API token: what is known of it and, right after it was made, the token itself.
import { getApiToken } from "../../access/service";
import { applicationNames } from "../../applications/service";
import { listSources } from "../../inbound/service";
import { Card, Facts } from "../../ui/card";
import { Badge, CodePanel } from "../../ui/parts";
import { Time } from "../../ui/time";
import { endOnce, readOnce } from "../../web/once";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId, ShownOnce } from "../copyable";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { signInFor, tokenAt } from "../paths";
import { PermissionNames } from "../permissions";
import { Owner } from "./owner";

export const tokenPage = page({
	path: "/console/tokens/{apiTokenId}",
	access: administrators,
	signIn: signInFor,
	headers: ({ request }) => endOnce(request),
	load: async (ctx, { params, request, session }) => {
		const [token, secret, applications, sources] = await Promise.all([
			getApiToken(ctx, params.apiTokenId),
			readOnce(ctx, present(session), params.apiTokenId, request),
			applicationNames(ctx),
			listSources(ctx),
		]);
		const owners = new Map([...applications, ...sources].map(({ id, name }) => [id, name]));
		return { actor: ctx.actor, now: ctx.now(), origin: ctx.env.publicOrigin, token, secret, owners };
	},
	view: (state, { actor, now, origin, token, secret, owners }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.tokens;
		const time = (at: number | null, none: string) =>
			at === null ? none : <Time at={at} now={now} frame={state.frame} />;
		const isRevoked = token.revokedAt !== null;
		return consolePage(state, {
			title: token.name,
			actor,
			scripts: ["copy.js"],
			tools: !isRevoked && (
				<a class="button button-danger" href={tokenAt(token.id, "revoke")}>
					{words.revoke}
				</a>
			),
			children: (
				<>
					{secret !== null && (
						<ShownOnce title={words.shownOnce} secret={secret} language={language}>
							<p>{words.keep}</p>
						</ShownOnce>
					)}
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={token.id} language={language} />],
								[
									words.status,
									isRevoked ? <Badge>{words.revoked}</Badge> : <Badge tone="success">{words.inUse}</Badge>,
								],
								[words.role, words.roles[token.role]],
								[all.permissions.title, <PermissionNames state={state} given={token.permissions} />],
								[words.actsFor, <Owner token={token} names={owners} itself={words.itself} />],
								[words.rateLimit, words.rateLimits[token.rateLimit]],
								[words.created, time(token.createdAt, words.unknown)],
								[
									words.createdBy,
									token.createdByName ? <span translate="no">{token.createdByName}</span> : words.unknown,
								],
								[words.lastUsed, time(token.lastUsedAt, words.never)],
								[words.revokedAt, isRevoked ? time(token.revokedAt, "") : null],
							]}
						/>
					</Card>
					{!isRevoked && (
						<CodePanel
							language={language}
							title={words.example}
							code={`curl -H "Authorization: SSWS ${words.exampleToken}" \\\n  ${origin}${examplePaths[token.role]}`}
						/>
					)}
				</>
			),
		});
	},
});

/** Something that the role may ask for. */
const examplePaths = {
	VERIFIER: '/api/v1/users/{userId}/factors/{factorId}/verify -d \'{"passCode": "123456"}\'',
	HELP_DESK: "/api/v1/users?limit=1",
	READ_ONLY: "/api/v1/users?limit=1",
	ADMINISTRATOR: "/api/v1/users?limit=1",
	SOURCE: '/api/v1/deliveries/{deliveryId}/outcome -d \'{"outcome": "entered"}\'',
};
