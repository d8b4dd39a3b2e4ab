// Inline hooks over HTTP: `/api/v1/inlineHooks`.
import * as z from "zod";
import { switchRoutes } from "../web/lifecycle";
import { administrators, type Route, readers, route } from "../web/router";
import { executeHook } from "./execute";
import { getHookMetrics } from "./metrics";
import {
	HookExecutionInput,
	HookMetricsView,
	InlineHookChange,
	InlineHookInput,
	InlineHookListQuery,
	InlineHookReplacement,
	InlineHookView,
} from "./schema";
import { changeHook, createHook, deleteHook, getHook, listHooks, replaceHook, setHookStatus } from "./service";
import { toHookMetricsView, toHookView } from "./view";

const tag = "Inline hooks";
const path = "/api/v1/inlineHooks/{inlineHookId}";

export const hookRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/inlineHooks",
		tag,
		summary: "List inline hooks",
		access: readers,
		query: InlineHookListQuery,
		answer: z.array(InlineHookView),
		handle: async (ctx, { query }) => (await listHooks(ctx, query)).map((row) => toHookView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/inlineHooks",
		tag,
		summary: "Create an inline hook",
		description: `
It is ACTIVE at once, and messages go through it. While another hook is active it is created INACTIVE, so that it can be
tried before the switch.`.trim(),
		access: administrators,
		body: InlineHookInput,
		answer: InlineHookView,
		handle: async (ctx, { body }) => toHookView(ctx, await createHook(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve an inline hook",
		access: readers,
		answer: InlineHookView,
		handle: async (ctx, { params }) => toHookView(ctx, await getHook(ctx, params.inlineHookId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace an inline hook",
		description: "What is left out gets its default. The secret stays when it is left out, and so does the status.",
		access: administrators,
		body: InlineHookReplacement,
		answer: InlineHookView,
		handle: async (ctx, { params, body }) => toHookView(ctx, await replaceHook(ctx, params.inlineHookId, body)),
	}),
	route({
		method: "POST",
		path,
		tag,
		summary: "Update an inline hook",
		description: "What is left out stays as it is.",
		access: administrators,
		body: InlineHookChange,
		answer: InlineHookView,
		handle: async (ctx, { params, body }) => toHookView(ctx, await changeHook(ctx, params.inlineHookId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete an inline hook",
		description: "Refused while it is active.",
		access: administrators,
		handle: (ctx, { params }) => deleteHook(ctx, params.inlineHookId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "an inline hook",
		description: {
			activate: "Messages go through it within 30 seconds. Refused while another hook is active.",
			deactivate: "Messages take the default route again within 30 seconds.",
		},
		answer: InlineHookView,
		handle: async (ctx, { inlineHookId }, status) => toHookView(ctx, await setHookStatus(ctx, inlineHookId, status)),
	}),
	route({
		method: "POST",
		path: `${path}/execute`,
		tag,
		summary: "Try an inline hook",
		description: `
Sends the body to the service as it is, and answers with the service's own answer. It changes nothing and counts in no
metric, but the service may well send a message. An answer that a hook may not give is a 400 that says what was wrong.`.trim(),
		access: administrators,
		body: HookExecutionInput,
		answer: z.record(z.string(), z.unknown()),
		handle: (ctx, { params, body }) => executeHook(ctx, params.inlineHookId, body),
	}),
	route({
		method: "GET",
		path: `${path}/metrics`,
		tag,
		summary: "Count an inline hook's calls of 30 days",
		access: readers,
		answer: HookMetricsView,
		handle: async (ctx, { params }) => toHookMetricsView(await getHookMetrics(ctx, params.inlineHookId)),
	}),
];
