// On a developer's machine: what exists there only is shown under its own names only, and the console under one name.
import type { Ctx } from "../context";
import { ApiError } from "../errors";

const namesOfThisMachine = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Where the paths begin that exist in development only. */
export const developmentPath = "/dev/";

const consolePath = "/console";

/**
 * Throws 404 under a foreign host. A stranger's page can give its own name the address 127.0.0.1 (DNS rebinding), and
 * would then read the inbox with its codes in the browser of a developer.
 */
export function refuseForeignHost(ctx: Ctx, request: Request): void {
	const { hostname, host } = new URL(request.url);
	if (namesOfThisMachine.has(hostname) || host === new URL(ctx.env.publicOrigin).host) return;
	throw new ApiError("E0000008");
}

/**
 * Where a page of the console is under the name of our origin; null where it is right. Passkeys and cookies belong to a
 * name, and an address can have no passkey.
 */
export function ownNameOf(ctx: Ctx, request: Request): string | null {
	const isConsole = ctx.requestUri === consolePath || ctx.requestUri.startsWith(`${consolePath}/`);
	if (!isConsole) return null;
	const own = new URL(ctx.env.publicOrigin);
	const { hostname, pathname, search } = new URL(request.url);
	const areBothHere = namesOfThisMachine.has(own.hostname) && namesOfThisMachine.has(hostname);
	return areBothHere && hostname !== own.hostname ? own.origin + pathname + search : null;
}
