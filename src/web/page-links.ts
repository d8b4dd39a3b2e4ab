// Pagination as Okta does it: an array in the body, `Link` headers for self and next.
import type { Ctx } from "../context";
import type { Page } from "../db";
import { Reply } from "./reply";

/**
 * A page of a list with its Link headers.
 * @param query the parameters of this request, repeated in the links; `after` is replaced in `next`
 */
export function pageReply<T>(ctx: Ctx, page: Page<T>, query: Record<string, unknown>): Reply {
	const link = (after: unknown, rel: string) => {
		const url = new URL(ctx.requestUri, ctx.env.publicOrigin);
		for (const [name, value] of Object.entries({ ...query, after })) {
			if (value !== undefined) url.searchParams.set(name, String(value));
		}
		return `<${url.href}>; rel="${rel}"`;
	};
	const links = [link(query.after, "self")];
	if (page.next !== undefined) links.push(link(page.next, "next"));
	return new Reply(page.items, { link: links.join(", ") });
}
