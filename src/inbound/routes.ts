// Inbound sources over HTTP: their settings under `/api/v1/inbound-sources`, and the paths that they call.
import * as z from "zod";
import type { Ctx } from "../context";
import { administrators, type Route, readers, route } from "../web/router";
import { oktaEventRoutes } from "./event-routes";
import { okta } from "./okta";
import { receive } from "./receive";
import {
	InboundSourceInput,
	InboundSourceReplacement,
	InboundSourceView,
	OktaReceiverInput,
	OktaReceiverView,
} from "./schema";
import {
	changeSource,
	checkSource,
	createSource,
	deleteSource,
	getSource,
	listSources,
	oktaReceiverId,
} from "./service";
import type { InboundSource } from "./source";
import { allSources } from "./sources";
import { oktaReceiverPath, toInboundSourceView, toOktaReceiverView } from "./view";

const tag = "Inbound sources";
const path = "/api/v1/inbound-sources/{sourceId}";
const change = "A change counts within 30 seconds. A source can only be enabled with a secret.";

export const inboundRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/inbound-sources",
		tag,
		summary: "List inbound sources",
		access: readers,
		answer: z.array(InboundSourceView),
		handle: async (ctx) => (await listSources(ctx)).map((row) => toInboundSourceView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/inbound-sources",
		tag,
		summary: "Create an inbound source",
		description: "Such as a second Okta org.",
		access: administrators,
		body: InboundSourceInput,
		answer: InboundSourceView,
		handle: async (ctx, { body }) => toInboundSourceView(ctx, await createSource(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve an inbound source",
		access: readers,
		answer: InboundSourceView,
		handle: async (ctx, { params }) => toInboundSourceView(ctx, await getSource(ctx, params.sourceId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace an inbound source",
		description: `What is left out gets its default, but a secret stays. ${change}`,
		access: administrators,
		body: InboundSourceReplacement,
		answer: InboundSourceView,
		handle: async (ctx, { params, body }) => toInboundSourceView(ctx, await changeSource(ctx, params.sourceId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete an inbound source",
		description:
			"It has to be disabled before. The first source stays, and so does one to which API tokens belong, also revoked ones.",
		access: administrators,
		handle: (ctx, { params }) => deleteSource(ctx, params.sourceId),
	}),
	route({
		method: "GET",
		path: "/api/v1/okta-receiver",
		tag,
		summary: "Retrieve the Okta receiver",
		description: "The first inbound source, whose id is `okta`.",
		access: readers,
		answer: OktaReceiverView,
		handle: async (ctx) => toOktaReceiverView(ctx, await getSource(ctx, oktaReceiverId)),
	}),
	route({
		method: "PUT",
		path: "/api/v1/okta-receiver",
		tag,
		summary: "Replace the Okta receiver",
		description: `The source's other settings stay as they are. ${change}`,
		access: administrators,
		body: OktaReceiverInput,
		answer: OktaReceiverView,
		handle: async (ctx, { body }) => toOktaReceiverView(ctx, await changeSource(ctx, oktaReceiverId, body)),
	}),
	...oktaEventRoutes,
	hookRoute(okta, "the Okta receiver's org", oktaReceiverPath, () => oktaReceiverId),
	...allSources.map((source) =>
		hookRoute(source, source.title, `/hooks/${source.type}/{sourceId}`, ({ sourceId = "" }) => sourceId),
	),
];

/** The path that a source calls. Paths of words come first, so that no word is taken for an id. */
function hookRoute(
	source: InboundSource,
	whose: string,
	path: string,
	idOf: (params: Record<string, string>) => string,
): Route {
	return route({
		method: "POST",
		path,
		tag,
		summary: `Deliver a message of ${whose}`,
		description: `
The request carries the secret of the source. The message is sent once, however often the same \`eventId\` comes, and a
repetition gets the first answer. While the source is disabled the answer is 404.`.trim(),
		access: "public",
		checkCaller: (ctx: Ctx, { headers }, params) => checkSource(ctx, source, idOf(params), headers),
		body: source.body,
		answer: source.answer,
		handle: (ctx, { params, body }) => receive(ctx, source, idOf(params as Record<string, string>), body),
	});
}
