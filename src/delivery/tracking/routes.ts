// Deliveries over HTTP: `/api/v1/deliveries`.
import * as z from "zod";
import { pageReply } from "../../web/links";
import { anyRole, type Route, readers, route } from "../../web/router";
import { DeliveryListQuery, DeliverySummaryView, DeliveryView } from "./schema";
import { getDelivery, listDeliveries } from "./service";
import { toDeliveryView, toSummaryView } from "./view";

const tag = "Deliveries";

export const trackingRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/deliveries",
		tag,
		summary: "List deliveries",
		description: "The newest first. Deliveries are kept for 30 days.",
		access: readers,
		query: DeliveryListQuery,
		answer: z.array(DeliverySummaryView),
		handle: async (ctx, { query }) => {
			const page = await listDeliveries(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toSummaryView) }, query);
		},
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
		handle: async (ctx, { params }) => toDeliveryView(await getDelivery(ctx, params.deliveryId)),
	}),
];
