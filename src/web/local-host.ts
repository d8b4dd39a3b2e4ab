// What exists in development only is shown under a name of this machine only.
import type { Ctx } from "../context";
import { ApiError } from "../errors";

const namesOfThisMachine = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Where the paths begin that exist in development only. */
export const developmentPath = "/dev/";

/**
 * Throws 404 under a foreign host. A stranger's page can give its own name the address 127.0.0.1 (DNS rebinding), and
 * would then read the inbox with its codes in the browser of a developer.
 */
export function refuseForeignHost(ctx: Ctx, request: Request): void {
	const { hostname, host } = new URL(request.url);
	if (namesOfThisMachine.has(hostname) || host === new URL(ctx.env.publicOrigin).host) return;
	throw new ApiError("E0000008");
}
