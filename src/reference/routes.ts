// The public routes: front page, API reference, OpenAPI document, health, and the files that pages load.
import * as z from "zod";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { assets } from "../ui/assets";
import { frameHeaders, frameOf } from "../web/frame";
import { htmlReply, Reply, textReply } from "../web/reply";
import { type Route, route } from "../web/router";
import type { OpenApiDocument } from "./document";
import { checkHealth, HealthView } from "./health";
import { homePage } from "./home";
import { openApiDocument } from "./openapi";
import { referencePage } from "./page";

const tag = "Service";

const fewMinutes = { "cache-control": "public, max-age=300" };
const forever = { "cache-control": "public, max-age=31536000, immutable" };

/** @param allRoutes the routes to document, these included; called once, at the first request for the reference */
export function referenceRoutes(allRoutes: () => readonly Route[]): Route[] {
	// Neither the routes nor the configured origin change while an isolate lives.
	let document: OpenApiDocument | undefined;
	const documentFor = (ctx: Ctx) => {
		document ??= openApiDocument(allRoutes(), ctx.env.publicOrigin);
		return document;
	};

	return [
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
			handle: (ctx) => new Reply({ ...documentFor(ctx) }, fewMinutes),
		}),
		route({
			method: "GET",
			path: "/docs",
			tag,
			summary: "Read the API reference",
			access: "public",
			answer: z.string(),
			mediaType: "text/html",
			handle: (ctx, { request }) => {
				const frame = frameOf(request);
				return htmlReply(referencePage(frame, documentFor(ctx)), { ...frameHeaders(frame), ...fewMinutes });
			},
		}),
		route({
			method: "GET",
			path: "/",
			tag,
			summary: "Open the front page",
			access: "public",
			answer: z.string(),
			mediaType: "text/html",
			handle: (ctx, { request }) => {
				const frame = frameOf(request);
				return htmlReply(homePage(frame, ctx.env.publicOrigin, ctx.env.isDevelopment), frameHeaders(frame));
			},
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
}
