// Deliveries over HTTP: `/api/v1/deliveries`.
import * as z from "zod";
import { pageReply } from "../../web/page-links";
import { anyRole, type Route, readers, route } from "../../web/router";
import { DeliveryListQuery, DeliverySummaryView, DeliveryView } from "./schema";
import { getDelivery, listDeliveries } from "./service";

const tag = "Deliveries";

export const deliveryRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/deliveries",
		tag,
		summary: "List deliveries",
		description: "The newest first. Deliveries are kept for 30 days.",
		access: readers,
		query: DeliveryListQuery,
		answer: z.array(DeliverySummaryView),
		handle: async (ctx, { query }) => pageReply(ctx, await listDeliveries(ctx, query), query),
	}),
	route({
		method: "GET",
		path: "/api/v1/deliveries/{deliveryId}",
		tag,
		summary: "Retrieve a delivery",
		description:
			"Where a message is, with every provider that was tried and every receipt that came. It may be polled.",
		access: anyRole,
		answer: DeliveryView,
		handle: (ctx, { params }) => getDelivery(ctx, params.deliveryId),
	}),
];
