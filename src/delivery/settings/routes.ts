// The delivery settings over HTTP: `/api/v1/delivery-settings`.
import { administrators, type Route, readers, route } from "../../web/router";
import { DeliverySettings } from "./schema";
import { readDeliverySettings, replaceDeliverySettings } from "./service";

const path = "/api/v1/delivery-settings";
const tag = "Delivery";

export const deliverySettingsRoutes: Route[] = [
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve the delivery settings",
		access: readers,
		answer: DeliverySettings,
		handle: (ctx) => readDeliverySettings(ctx),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace the delivery settings",
		description: "What is left out gets its default. Other isolates see the change within 30 seconds.",
		access: administrators,
		body: DeliverySettings,
		answer: DeliverySettings,
		handle: (ctx, { body }) => replaceDeliverySettings(ctx, body),
	}),
];
