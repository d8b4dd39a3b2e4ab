// What a driver gets of the world for one call: the context's clock and network, the bindings, and its share of the time.
import type { Ctx } from "../context";
import type { DriverIo } from "./driver";

export const ioFor = (ctx: Ctx, timeoutMs: number): DriverIo => ({
	now: ctx.now,
	fetch: ctx.fetch,
	bindings: { ...ctx.env.bindings },
	isDevelopment: ctx.env.isDevelopment,
	signal: AbortSignal.timeout(timeoutMs),
});
