// Delivery routes over HTTP: `/api/v1/delivery-routes`.
import * as z from "zod";
import { administrators, type Route, readers, route } from "../../web/router";
import { getRoute, listRoutes } from "./read";
import { DeliveryRouteInput, DeliveryRouteView } from "./schema";
import { createRoute, deleteRoute, replaceRoute } from "./service";
import { toRouteView } from "./view";

const tag = "Delivery routes";
const path = "/api/v1/delivery-routes/{deliveryRouteId}";

export const deliveryRouteRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/delivery-routes",
		tag,
		summary: "List delivery routes",
		description: "In the order in which they are asked. The first whose conditions a message meets sends it.",
		access: readers,
		answer: z.array(DeliveryRouteView),
		handle: async (ctx) => (await listRoutes(ctx)).map((row) => toRouteView(ctx, row)),
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
		body: DeliveryRouteInput,
		answer: DeliveryRouteView,
		handle: async (ctx, { body }) => toRouteView(ctx, await createRoute(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a delivery route",
		access: readers,
		answer: DeliveryRouteView,
		handle: async (ctx, { params }) => toRouteView(ctx, await getRoute(ctx, params.deliveryRouteId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a delivery route",
		description: "With another priority the route moves there. Without one it stays where it is.",
		access: administrators,
		body: DeliveryRouteInput,
		answer: DeliveryRouteView,
		handle: async (ctx, { params, body }) => toRouteView(ctx, await replaceRoute(ctx, params.deliveryRouteId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a delivery route",
		access: administrators,
		handle: (ctx, { params }) => deleteRoute(ctx, params.deliveryRouteId),
	}),
];
