// Which browser a decision is about: the one that reached us, or the one that the application tells of. The first,
// `Ctx.place` and the "user" of `applications/asking.ts` are for the hosted pages, which aren't there yet.
import type { Ctx } from "../context";
import type { ClientFacts } from "./schema";

/**
 * A person on a page reached us with the browser itself, so the platform says where it is, and nobody has to be
 * believed. Whoever else asks is a server: its own address and place say nothing about the person.
 */
export function clientOf(ctx: Ctx, told: ClientFacts): ClientFacts {
	if (ctx.actor.kind !== "user") return told;
	const { ipAddress, userAgent } = ctx.client;
	return {
		...ctx.place(),
		...(ipAddress === null ? {} : { ip: ipAddress }),
		...(userAgent === null ? {} : { userAgent }),
		...(told.deviceToken === undefined ? {} : { deviceToken: told.deviceToken }),
	};
}
