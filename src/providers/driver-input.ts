// What a driver is handed for one call: what it may use of the world, and where its provider reports to.
import type { Ctx } from "../context";
import type { DriverIo } from "../drivers/driver";
import type { Message } from "../messages/message";
import { kindOfHost } from "../net/public-address";
import type { Account } from "./accounts/remembered";

/** The context's clock and network, some bindings, and the call's share of the time. */
export function ioFor(ctx: Ctx, timeoutMs: number): DriverIo {
	const { DB, SMPP, EMAIL } = ctx.env.bindings;
	return {
		now: ctx.now,
		fetch: ctx.fetch,
		bindings: { DB, SMPP, ...(EMAIL ? { EMAIL } : {}) },
		isDevelopment: ctx.env.isDevelopment,
		signal: AbortSignal.timeout(timeoutMs),
	};
}

/** The account's settings with the message's own sender and its name, each where the driver takes it. */
export function configFor({ driver, config }: Account, message: Message): Record<string, unknown> {
	const { channel, sender, senderName } = message;
	const field = driver.senderFields?.[channel];
	const taken = (known: Record<string, unknown>, own: Record<string, string>) =>
		driver.config.safeParse({ ...known, ...own }).data ?? known;
	const sent = sender === undefined || field === undefined ? config : taken(config, { [field]: sender });
	const hasName = senderName !== undefined && "fromName" in driver.config.shape;
	return hasName ? taken(sent, { fromName: senderName }) : sent;
}

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
