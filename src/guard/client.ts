// The only file that knows which object guards a user.
import type { Ctx } from "../context";
import type { Guard } from "./object";
import type { Asker } from "./types";

/** The guard of a user. One object per user; the mapping may change here and nowhere else. */
export function guardOf(ctx: Ctx, userId: string): DurableObjectStub<Guard> {
	const namespace = ctx.env.bindings.GUARD as DurableObjectNamespace<Guard>;
	return namespace.get(namespace.idFromName(userId));
}

/**
 * Changes something that the guard may have learned: it forgets first and learns nothing meanwhile, then D1 changes,
 * then it may learn again. If the change fails, the hold ends by itself within a minute.
 * @param factorId the one factor that changes; null: the user or all factors
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

/** Who is asking, as the guard's log events say it. */
export const askerOf = (ctx: Ctx): Asker => ({
	requestId: ctx.requestId,
	requestUri: ctx.requestUri,
	apiTokenId: ctx.actor.id,
	ipAddress: ctx.client.ipAddress,
	userAgent: ctx.client.userAgent,
});
