// Where providers report to: `/receipts/{accountId}`. They hold no token of ours, so their signatures are checked.
import * as z from "zod";
import type { Ctx } from "../../context";
import { textReply } from "../../web/reply";
import { type Route, route } from "../../web/router";
import { takeCallback } from "./callback";

const tag = "Receipts";

const description = `
For providers. The callback must carry the provider's own signature; otherwise the answer is 401 and nothing changes.
Receipts that come late, twice or out of order change nothing either.`.trim();

const shared = { tag, description, access: "public", answer: z.string(), mediaType: "text/plain" } as const;
/** Meta reports up to 3 MB at once. */
const maxBodyBytes = 3 * 1024 * 1024;
const posted = { method: "POST", body: z.string(), bodyMediaType: "*/*", maxBodyBytes } as const;

const accountPath = "/receipts/{accountId}";
const messagePath = `${accountPath}/{deliveryId}` as const;

export const receiptRoutes: Route[] = [
	route({
		...shared,
		...posted,
		path: accountPath,
		summary: "Report receipts of an account",
		handle: (ctx, { params, request, body }) => answer(ctx, request, body, params),
	}),
	route({
		...shared,
		method: "GET",
		path: accountPath,
		summary: "Report a receipt of an account by query",
		handle: (ctx, { params, request }) => answer(ctx, request, "", params),
	}),
	route({
		...shared,
		...posted,
		path: messagePath,
		summary: "Report receipts of a message",
		handle: (ctx, { params, request, body }) => answer(ctx, request, body, params),
	}),
	route({
		...shared,
		method: "GET",
		path: messagePath,
		summary: "Report a receipt of a message by query",
		handle: (ctx, { params, request }) => answer(ctx, request, "", params),
	}),
];

/** Providers sign the address that we gave them, and that address begins with our configured origin. */
async function answer(ctx: Ctx, request: Request, body: string, ids: { accountId: string; deliveryId?: string }) {
	const { pathname, search } = new URL(request.url);
	const url = ctx.env.publicOrigin + pathname + search;
	const text = await takeCallback(ctx, { ...ids, method: request.method, url, headers: request.headers, body });
	return textReply(text, "text/plain; charset=utf-8");
}
