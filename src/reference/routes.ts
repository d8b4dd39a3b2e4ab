// The public routes: the OpenAPI document, health, and the files that pages load.
import * as z from "zod";
import { notFound } from "../errors";
import { assets } from "../ui/assets";
import { Reply, textReply } from "../web/reply";
import { type Route, route } from "../web/router";
import { checkHealth, HealthView } from "./health";
import type { DocumentOf } from "./openapi";

const tag = "Service";

const fewMinutes = { "cache-control": "public, max-age=300" };
const forever = { "cache-control": "public, max-age=31536000, immutable" };

export const referenceRoutes = (documentOf: DocumentOf): Route[] => [
	route({
		method: "GET",
		path: "/health",
		tag,
		summary: "Check the service's health",
		description: "Asks the database for an answer. Meant for monitoring: it needs no token and costs little.",
		access: "public",
		answer: HealthView,
		handle: async (ctx) => {
			const health = await checkHealth(ctx);
			return new Reply(health, {}, health.status === "ok" ? 200 : 503);
		},
	}),
	route({
		method: "GET",
		path: "/openapi.json",
		tag,
		summary: "Get the OpenAPI document",
		description: "Everything on this page for programs, as OpenAPI 3.1.",
		access: "public",
		answer: z.record(z.string(), z.unknown()),
		handle: (ctx) => new Reply({ ...documentOf(ctx) }, fewMinutes),
	}),
	route({
		method: "GET",
		path: "/ui/{file}",
		tag,
		summary: "Load a file of the pages",
		description: "The stylesheet and the icon. Pages ask for them with a hash of their content, so they may be kept.",
		access: "public",
		answer: z.string(),
		mediaType: "*/*",
		handle: (_ctx, { params }) => {
			const asset = assets.get(params.file);
			if (!asset) throw notFound("File", params.file);
			return textReply(asset.text, asset.mediaType, forever);
		},
	}),
];
