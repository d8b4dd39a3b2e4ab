// Reading the limits, as every send does, and changing those of all senders. A sender's own limits are a part of the
// sender's settings, and are handed in.
import { eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../../context";
import { withMembers } from "../../db";
import { logStatement } from "../../log/write";
import type { SendRequest } from "../../messages/send-request";
import { Remembered } from "../../remembered";
import { type OwnSendLimits, SendLimits } from "./schema";
import { sendLimitsRow } from "./table";

const defaults = SendLimits.parse({});

/** Doesn't validate the stored limits again: a rule that has become stricter must not stop every send. */
export async function readSendLimits(ctx: Ctx): Promise<SendLimits> {
	const [row] = await ctx.db.select().from(sendLimitsRow).where(eq(sendLimitsRow.id, 0));
	return { ...defaults, ...row?.value };
}

/** As every send asks for them. */
export const rememberedSendLimits = new Remembered<SendLimits>(readSendLimits);

/**
 * The limits of a send. A source's end users often share the address of their company, so a source has a limit of
 * addresses only of its own, and most sources have their own cool-down.
 */
export async function limitsFor(
	ctx: Ctx,
	{ source, hasOwnCooldown = false }: SendRequest,
	own: OwnSendLimits,
): Promise<SendLimits> {
	const all = await rememberedSendLimits.get(ctx);
	if (!source) return all;
	const telephone = hasOwnCooldown ? { ...all.telephone, cooldownSeconds: 0 } : all.telephone;
	return { ...all, telephone, address: null, ...own };
}

export async function replaceSendLimits(ctx: Ctx, limits: SendLimits): Promise<SendLimits> {
	await save(ctx, limits, limits);
	return limits;
}

/** What is left out stays as it is. */
export const changeSendLimits = (ctx: Ctx, change: Partial<SendLimits>): Promise<void> =>
	save(ctx, change, withMembers(sendLimitsRow.value, change));

async function save(ctx: Ctx, first: Partial<SendLimits>, later: SendLimits | SQL): Promise<void> {
	await ctx.db.batch([
		ctx.db
			.insert(sendLimitsRow)
			.values({ id: 0, value: first })
			.onConflictDoUpdate({ target: sendLimitsRow.id, set: { value: later } }),
		logStatement(ctx, {
			eventType: "system.send_limits.update",
			target: [{ id: "send_limits", type: "Settings", displayName: "Send limits" }],
		}),
	]);
	rememberedSendLimits.forget(ctx);
}
