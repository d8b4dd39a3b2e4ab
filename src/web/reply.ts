// Answers: JSON by default, with the headers that every answer carries.
import type { Ctx } from "../context";

/** An answer that needs more than a JSON body with 200: headers, another status or another media type. */
export class Reply<Body = unknown> {
	readonly body: Body;
	readonly headers: Readonly<Record<string, string>>;
	readonly status: number;

	constructor(body: Body, headers: Record<string, string> = {}, status = 200) {
		this.body = body;
		this.headers = headers;
		this.status = status;
	}
}

/** Two years, in seconds. A host with an HTTPS origin has no plain one, and neither have the hosts below it. */
const httpsOnly = { "strict-transport-security": "max-age=63072000; includeSubDomains" };

/**
 * Headers of every answer. No cache may keep an answer, because every answer is about one caller. No other site may
 * show it or run it, and no page may ask for a camera and the like.
 */
export function replyHeaders(ctx: Ctx | null, more: Readonly<Record<string, string>> = {}) {
	return {
		"content-type": "application/json",
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
		"cross-origin-resource-policy": "same-origin",
		"permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		...(ctx?.env.publicOrigin.startsWith("https:") ? httpsOnly : {}),
		...(ctx ? { "x-okta-request-id": ctx.requestId } : {}),
		...more,
	};
}

/**
 * What a browser may do with our pages. It loads styles, scripts and pictures from us alone, and runs no script that
 * stands in a page. It sends forms to us only, and never shows our pages inside another site's page.
 */
const contentSecurityPolicy = [
	"default-src 'none'",
	"style-src 'self'",
	"script-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"frame-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join("; ");

/** For a picture of a page that stands inside another page of ours. It runs nothing, and sends no form. */
export const previewHeaders = {
	"content-security-policy": contentSecurityPolicy
		.replace("script-src 'self'; ", "")
		.replace("form-action 'self'", "form-action 'none'")
		.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
} as const;

/** An answer of text that isn't JSON. */
export const textReply = (
	text: string,
	mediaType: string,
	headers: Record<string, string> = {},
	status = 200,
): Reply<string> => new Reply(text, { "content-type": mediaType, ...headers }, status);

/** The headers that limit what a page can do. */
export const pageHeaders = {
	"content-security-policy": contentSecurityPolicy,
	// Not `no-referrer`: with it browsers send our own forms with `Origin: null`, like the forms of strangers.
	"referrer-policy": "same-origin",
	"cross-origin-opener-policy": "same-origin",
} as const;

/** For a page with a form that shows a picture before it is saved. A picture runs nothing. */
export const withOwnPictures = {
	"content-security-policy": contentSecurityPolicy.replace("img-src 'self'", "img-src 'self' data:"),
} as const;

/** A page for a browser. */
export const htmlReply = (html: string, headers: Record<string, string> = {}, status = 200): Reply<string> =>
	textReply(html, "text/html; charset=utf-8", { ...pageHeaders, ...headers }, status);

/** Makes the whole answer from what a handler returned. */
export function toResponse(ctx: Ctx, result: unknown, hasBody: boolean): Response {
	if (result instanceof Response) return result;
	if (result instanceof Reply) {
		const isText = typeof result.body === "string" && result.headers["content-type"] !== undefined;
		const body = isText || result.body instanceof Uint8Array ? result.body : JSON.stringify(result.body);
		return new Response(body as BodyInit, { status: result.status, headers: replyHeaders(ctx, result.headers) });
	}
	if (!hasBody) return new Response(null, { status: 204, headers: replyHeaders(ctx) });
	return new Response(JSON.stringify(result), { headers: replyHeaders(ctx) });
}
