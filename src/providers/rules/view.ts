// Delivery routes on the wire.
import type { Ctx } from "../../context";
import { link } from "../../web/links";
import type { DeliveryRouteView } from "./schema";
import type { DeliveryRoute } from "./table";

export const toRouteView = (ctx: Ctx, route: DeliveryRoute): DeliveryRouteView => ({
	id: route.id,
	name: route.name,
	priority: route.priority,
	conditions: {
		channels: route.channels,
		destinationCountries: route.destinationCountries,
		originCountries: route.originCountries,
		requestTypes: route.requestTypes,
	},
	providers: route.providers,
	created: new Date(route.createdAt).toISOString(),
	lastUpdated: new Date(route.lastUpdatedAt).toISOString(),
	_links: { self: link(ctx, `/api/v1/delivery-routes/${route.id}`, "GET", "PUT", "DELETE") },
});
