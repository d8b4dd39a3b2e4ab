// The active hook, as every send asks for it: remembered in the isolate, so that a warm path reads no database.
import { eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { inlineHooks } from "./table";
import { type HookTarget, toTarget } from "./target";

/** So late, at the most, another isolate sees that hooks were switched. */
const rememberedMs = 30_000;

const remembered = new WeakMap<D1Database, { hook: HookTarget | null; readAt: number }>();

/** The one telephony hook that is active; null when there is none. */
export async function findActiveHook(ctx: Ctx): Promise<HookTarget | null> {
	const known = remembered.get(ctx.env.bindings.DB);
	// A clock may be set back: what was read "in the future" isn't believed for longer.
	if (known && Math.abs(ctx.now() - known.readAt) < rememberedMs) return known.hook;
	const readAt = ctx.now();
	const [row] = await ctx.db.select().from(inlineHooks).where(eq(inlineHooks.status, "ACTIVE"));
	const hook = row ? toTarget(ctx, row) : null;
	// What was read while a change was under way may be the state before it: that is for this send alone.
	if (remembered.get(ctx.env.bindings.DB) === known) remembered.set(ctx.env.bindings.DB, { hook, readAt });
	return hook;
}

/** To be called after every change: in this isolate it counts at once. */
export function forgetActiveHook(ctx: Ctx): void {
	remembered.set(ctx.env.bindings.DB, { hook: null, readAt: Number.NEGATIVE_INFINITY });
}
