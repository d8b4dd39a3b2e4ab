// Decisions over HTTP: `/api/v1/decisions`.
import { administrators, type Route, route } from "../web/router";
import { DecisionInput, DecisionQuery, DecisionView, WhatIfInput, WhatIfQuery, WhatIfView } from "./schema";
import { decideFor, markPassed } from "./service";
import { toDecisionView, toWhatIfView } from "./view";
import { whatIf } from "./what-if";

export const decisionRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/decisions",
		tag: "Decisions",
		summary: "Ask the challenge policies",
		description:
			"What the policies of a checkpoint decide, for what the application tells of the person's browser and for what " +
			"is known of the user. What isn't known is unknown, and never false. Nothing is sent. A verifier's token has " +
			"to be tied to an application.",
		access: ["VERIFIER", "ADMINISTRATOR"],
		query: DecisionQuery,
		body: DecisionInput,
		answer: DecisionView,
		handle: async (ctx, { body, query }) => toDecisionView(await decideFor(ctx, body), query.explain),
	}),
	route({
		method: "POST",
		path: "/api/v1/decisions/{decisionId}/passed",
		tag: "Decisions",
		summary: "Say that a user passed the challenge",
		description:
			"Of a recorded decision of the last hour at POST_AUTHENTICATION that asked for a challenge. From then on the " +
			"device isn't new for the user, and speed is measured from this place.",
		access: ["VERIFIER", "ADMINISTRATOR"],
		handle: (ctx, { params }) => markPassed(ctx, params.decisionId),
	}),
	route({
		method: "POST",
		path: "/api/v1/challenge-policies/{challengePolicyId}/what-if",
		tag: "Challenge policies",
		summary: "Try a draft of a challenge policy on recorded decisions",
		description:
			"Decides the recorded decisions of the last 30 days at the policy's checkpoint again, with the draft in the " +
			"policy's place, and says which would change. Nothing is saved, nothing is sent, and no fact is filled in.",
		access: administrators,
		query: WhatIfQuery,
		body: WhatIfInput,
		answer: WhatIfView,
		handle: async (ctx, { params, body, query }) =>
			toWhatIfView(await whatIf(ctx, params.challengePolicyId, body, query)),
	}),
];
