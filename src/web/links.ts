// Links as Okta writes them: `{href, hints: {allow: [...]}}` in bodies, and `Link` headers that lead from page to page.
import type { Ctx } from "../context";
import type { Page } from "../db";
import { Reply } from "./reply";

export interface Link {
	href: string;
	hints: { allow: string[] };
}

export type Links = Record<string, Link>;

/** A link to one of our own paths. Its origin comes from configuration, never from the request. */
export const link = (ctx: Ctx, path: string, ...allow: ("GET" | "POST" | "PUT" | "DELETE")[]): Link => ({
	href: ctx.env.publicOrigin + path,
	hints: { allow },
});

/**
 * A page of a list with its Link headers.
 * @param query the parameters of this request, repeated in the links; `after` is replaced in `next`
 */
export function pageReply<T>(ctx: Ctx, page: Page<T>, query: Record<string, unknown>): Reply<T[]> {
	const header = (after: unknown, rel: string) => {
		const url = new URL(ctx.requestUri, ctx.env.publicOrigin);
		for (const [name, value] of Object.entries({ ...query, after })) {
			if (value !== undefined) url.searchParams.set(name, String(value));
		}
		return `<${url.href}>; rel="${rel}"`;
	};
	const links = [header(query.after, "self")];
	if (page.next !== undefined) links.push(header(page.next, "next"));
	return new Reply(page.items, { link: links.join(", ") });
}
