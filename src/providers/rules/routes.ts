// Rules over HTTP, where they are called delivery routes: `/api/v1/delivery-routes`.
import * as z from "zod";
import { administrators, type Route, readers, route } from "../../web/router";
import { getRule, listRules } from "./read";
import { RuleInput, RuleView } from "./schema";
import { createRule, deleteRule, replaceRule } from "./service";
import { toRuleView } from "./view";

const tag = "Delivery routes";
const path = "/api/v1/delivery-routes/{deliveryRouteId}";

export const ruleRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/delivery-routes",
		tag,
		summary: "List delivery routes",
		description: "In the order in which they are asked. The first whose conditions a message meets sends it.",
		access: readers,
		answer: z.array(RuleView),
		handle: async (ctx) => (await listRules(ctx)).map((row) => toRuleView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/delivery-routes",
		tag,
		summary: "Create a delivery route",
		description: `
A message that no route matches is tried with every active account of its channel, the oldest first. A change counts
within 30 seconds.`.trim(),
		access: administrators,
		body: RuleInput,
		answer: RuleView,
		handle: async (ctx, { body }) => toRuleView(ctx, await createRule(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a delivery route",
		access: readers,
		answer: RuleView,
		handle: async (ctx, { params }) => toRuleView(ctx, await getRule(ctx, params.deliveryRouteId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a delivery route",
		description: "With another priority the route moves there. Without one it stays where it is.",
		access: administrators,
		body: RuleInput,
		answer: RuleView,
		handle: async (ctx, { params, body }) => toRuleView(ctx, await replaceRule(ctx, params.deliveryRouteId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a delivery route",
		access: administrators,
		handle: (ctx, { params }) => deleteRule(ctx, params.deliveryRouteId),
	}),
];
