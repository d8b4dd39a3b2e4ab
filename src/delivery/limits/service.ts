// Reading the limits, as every send does, and replacing them: for all senders, and for one inbound source.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { logStatement } from "../../log/write";
import { Remembered } from "../../remembered";
import { type OwnSendLimits, SendLimits } from "./schema";
import { sendLimitRows } from "./table";

/** Whose limits: everybody's, or those of an inbound source. An application will be a scope, too. */
export type LimitScope = "all" | `source:${string}`;

const defaults = SendLimits.parse({});

/** Doesn't validate the stored limits again: a rule that has become stricter must not stop every send. */
export async function readOwnLimits(ctx: Ctx, scope: LimitScope): Promise<OwnSendLimits> {
	const [row] = await ctx.db.select().from(sendLimitRows).where(eq(sendLimitRows.scope, scope));
	return row?.value ?? {};
}

const remembered = new Remembered<OwnSendLimits>((ctx, scope) => readOwnLimits(ctx, scope as LimitScope));

export const readSendLimits = async (ctx: Ctx): Promise<SendLimits> => ({
	...defaults,
	...(await readOwnLimits(ctx, "all")),
});

/**
 * The limits of a send, without a read while they are remembered. A source's end users often share the address of their
 * company, so a source has a limit of addresses only of its own, and most sources have their own cool-down.
 */
export async function rememberedSendLimits(
	ctx: Ctx,
	{ sourceId, hasOwnCooldown = false }: { sourceId?: string; hasOwnCooldown?: boolean } = {},
): Promise<SendLimits> {
	const all = { ...defaults, ...(await remembered.get(ctx, "all")) };
	if (sourceId === undefined) return all;
	const telephone = hasOwnCooldown ? { ...all.telephone, cooldownSeconds: 0 } : all.telephone;
	return { ...all, telephone, address: null, ...(await remembered.get(ctx, `source:${sourceId}`)) };
}

export async function replaceLimits(ctx: Ctx, scope: LimitScope, value: OwnSendLimits): Promise<void> {
	await ctx.db.batch([
		ctx.db
			.insert(sendLimitRows)
			.values({ scope, value })
			.onConflictDoUpdate({ target: sendLimitRows.scope, set: { value } }),
		logStatement(ctx, {
			eventType: "system.send_limits.update",
			target: [{ id: scope, type: "Settings", displayName: "Send limits" }],
		}),
	]);
	remembered.forget(ctx);
}
