// Hypermedia links as Okta writes them: `{href, hints: {allow: [...]}}`.
import type { Ctx } from "../context";

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
