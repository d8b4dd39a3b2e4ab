// The active hook, as every send asks for it.
import { eq } from "drizzle-orm";
import { Remembered } from "../remembered";
import { inlineHooks } from "./table";
import { type HookTarget, toTarget } from "./target";

/** The one telephony hook that is active; null when there is none. */
export const activeHook = new Remembered<HookTarget | null>(async (ctx) => {
	const [row] = await ctx.db.select().from(inlineHooks).where(eq(inlineHooks.status, "ACTIVE"));
	return row ? toTarget(ctx, row) : null;
});
