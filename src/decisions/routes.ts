// Decisions over HTTP: `/api/v1/decisions`.
import { type Route, route } from "../web/router";
import { DecisionInput, DecisionQuery, DecisionView } from "./schema";
import { decideFor } from "./service";
import { toDecisionView } from "./view";

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
];
