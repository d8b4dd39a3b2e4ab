// Answers: JSON by default, with the headers that every answer carries.
import type { Ctx } from "../context";

/** An answer that needs more than a JSON body with 200: headers, another status or another media type. */
export class Reply {
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string>>;
	readonly status: number;

	constructor(body: unknown, headers: Record<string, string> = {}, status = 200) {
		this.body = body;
		this.headers = headers;
		this.status = status;
	}
}

/** Headers of every answer of the API. No answer may be kept by a cache: all of them are about one caller. */
export function replyHeaders(ctx: Pick<Ctx, "requestId"> | null, more: Readonly<Record<string, string>> = {}) {
	return {
		"content-type": "application/json",
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
		...(ctx ? { "x-okta-request-id": ctx.requestId } : {}),
		...more,
	};
}

/** A whole answer out of what a handler returned. */
export function toResponse(ctx: Ctx, result: unknown, hasBody: boolean): Response {
	if (result instanceof Response) return result;
	if (result instanceof Reply) {
		const body = result.body instanceof Uint8Array ? result.body : JSON.stringify(result.body);
		return new Response(body as BodyInit, { status: result.status, headers: replyHeaders(ctx, result.headers) });
	}
	if (!hasBody) return new Response(null, { status: 204, headers: replyHeaders(ctx) });
	return new Response(JSON.stringify(result), { headers: replyHeaders(ctx) });
}
