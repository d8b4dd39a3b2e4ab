// The limits of all senders over HTTP: `/api/v1/send-limits`. A source's own limits are among its settings.
import { administrators, type Route, readers, route } from "../../web/router";
import { SendLimits } from "./schema";
import { readSendLimits, replaceSendLimits } from "./service";

const path = "/api/v1/send-limits";
const tag = "Delivery";

export const sendLimitRoutes: Route[] = [
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve the limits of messages",
		access: readers,
		answer: SendLimits,
		handle: (ctx) => readSendLimits(ctx),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace the limits of messages",
		description: "What is left out gets its default. Other isolates see the change within 30 seconds.",
		access: administrators,
		body: SendLimits,
		answer: SendLimits,
		handle: (ctx, { body }) => replaceSendLimits(ctx, body),
	}),
];
