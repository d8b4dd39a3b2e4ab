// The address that a provider sends its receipts to.
import type { Ctx } from "../context";
import { kindOfHost } from "../net/public-address";

/**
 * `{public origin}/receipts/{account id}`. The delivery's id follows for providers whose receipts name no message.
 * Returns null when the public origin is this machine itself, because no provider could reach it.
 */
export function callbackUrlFor(ctx: Ctx, accountId: string, deliveryId?: string): string | null {
	const { hostname } = new URL(ctx.env.publicOrigin);
	const isLoopback = kindOfHost(hostname) === "loopback address" || /(^|\.)localhost\.?$/.test(hostname);
	if (isLoopback) return null;
	return `${ctx.env.publicOrigin}/receipts/${accountId}${deliveryId === undefined ? "" : `/${deliveryId}`}`;
}
