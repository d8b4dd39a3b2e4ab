// Outcomes over HTTP: `/api/v1/deliveries/{deliveryId}/outcome`.
import { type Route, route } from "../../web/router";
import { OutcomeInput } from "../tracking/schema";
import { tellOutcome } from "./service";

export const outcomeRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/deliveries/{deliveryId}/outcome",
		tag: "Deliveries",
		summary: "Tell what became of a code",
		description: `
For the system that asked for the message and verifies its code itself: with a token of that inbound source, or an
administrator's. An outcome is told once, within ten minutes of the message. If the source's outcomes count, the number
range is judged by them.`.trim(),
		access: ["SOURCE", "ADMINISTRATOR"],
		body: OutcomeInput,
		handle: (ctx, { params, body }) => tellOutcome(ctx, params.deliveryId, body.outcome),
	}),
];
