// The only file that knows which object guards a user.
import type { Ctx } from "../context";
import { apiTokenIdOf } from "../log/actor";
import type { Guard } from "./object";
import type { Asker } from "./types";

/** Returns the guard of a user: one object per user. Only this function knows the mapping. */
export function guardOf(ctx: Ctx, userId: string): DurableObjectStub<Guard> {
	const namespace = ctx.env.bindings.GUARD as DurableObjectNamespace<Guard>;
	return namespace.get(namespace.idFromName(userId));
}

/**
 * Changes something that the guard may have learned. First the guard forgets, and takes no lesson. Then D1 changes.
 * Then the guard may learn again. If nobody releases it, the hold ends by itself within a minute.
 * @param factorId the factor that changes; null: the user, or all factors
 */
export async function changeGuarded<T>(
	ctx: Ctx,
	userId: string,
	factorId: string | null,
	change: () => Promise<T>,
): Promise<T> {
	const guard = guardOf(ctx, userId);
	await guard.hold(factorId, ctx.now());
	try {
		return await change();
	} finally {
		await guard.release(factorId);
	}
}

/** Who is asking, as the guard's log events tell it. */
export const askerOf = (ctx: Ctx): Asker => ({
	requestId: ctx.requestId,
	requestUri: ctx.requestUri,
	apiTokenId: apiTokenIdOf(ctx.actor) ?? null,
	ipAddress: ctx.client.ipAddress,
	userAgent: ctx.client.userAgent,
});
