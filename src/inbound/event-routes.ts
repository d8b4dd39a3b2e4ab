// The event hook of an Okta org over HTTP: `/hooks/okta/events`, which tells that people gave the right code.
import type { Ctx } from "../context";
import { tellEntered } from "../delivery/outcomes/service";
import { invalid } from "../errors";
import { type Route, route } from "../web/router";
import { okta } from "./okta";
import { challengeHeader, enteredIn, maxEventsBytes, OktaEvents, OktaVerificationView } from "./okta-events";
import { checkEventSender, oktaReceiverId } from "./service";
import { oktaEventsPath } from "./view";

const tag = "Inbound sources";

export const oktaEventRoutes: Route[] = [
	...routesAt("the Okta receiver's org", oktaEventsPath, () => oktaReceiverId),
	...routesAt(okta.title, `/hooks/${okta.type}/{sourceId}/events`, ({ sourceId = "" }) => sourceId),
];

function routesAt(whose: string, path: string, idOf: (params: Record<string, string>) => string): Route[] {
	const shared = { path, tag, access: "public" } as const;
	return [
		route({
			...shared,
			method: "GET",
			summary: `Show ${whose} that its event hook leads here`,
			description: `Okta asks once, and wants the value of \`${challengeHeader}\` back.`,
			// The answer tells a caller what the caller said. So it is given without the secret, but not with a wrong one.
			checkCaller: (ctx, { headers }, params) => checkEventSender(ctx, okta, idOf(params), headers, "may-be-missing"),
			answer: OktaVerificationView,
			handle: (_, { request }) => ({ verification: challengeOf(request) }),
		}),
		route({
			...shared,
			method: "POST",
			summary: `Take events of ${whose}`,
			description: `
For the org's event hook, with a secret of its own. The events \`user.authentication.auth_via_mfa\` and
\`user.mfa.factor.activate\` say that a person gave the right code of an SMS or a call. Each of them is the outcome of the
newest message to that person in the ten minutes before. What fits no message changes nothing.`.trim(),
			checkCaller: (ctx, { headers }, params) => checkEventSender(ctx, okta, idOf(params), headers, "is-needed"),
			body: OktaEvents,
			maxBodyBytes: maxEventsBytes,
			handle: (ctx, { params, body }) => takeEvents(ctx, idOf(params as Record<string, string>), body),
		}),
	];
}

/** One after the other, because two events of a person may be about two messages. */
async function takeEvents(ctx: Ctx, sourceId: string, events: OktaEvents): Promise<void> {
	for (const event of enteredIn(events)) await tellEntered(ctx, sourceId, event);
}

const longestChallenge = 1_024;

function challengeOf({ headers }: Request): string {
	const challenge = headers.get(challengeHeader);
	if (!challenge || challenge.length > longestChallenge) throw invalid(challengeHeader, "missing");
	return challenge;
}
