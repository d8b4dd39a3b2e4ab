// What a driver gets for one call: the context's clock and network, some bindings, and its share of the time.
import type { Ctx } from "../../context";
import type { DriverIo } from "../driver";

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
