// Letting a person be challenged where policies block, for at most a day, and taking it back.
import type { Ctx } from "../context";
import { temporaryAllowCancel, temporaryAllowGrant } from "../decisions/temporary-allow";
import { takeAction } from "./action";
import { newClaim } from "./claim";
import { caredUser } from "./people";
import type { CareNote, TemporaryAllowInput } from "./schema";

const minuteMs = 60_000;

/** @returns epoch ms when it ends */
export async function allowTemporarily(
	ctx: Ctx,
	userId: string,
	{ minutes, ...note }: TemporaryAllowInput,
): Promise<number> {
	const claim = newClaim(ctx, "temporaryAllow");
	const user = await caredUser(ctx, userId);
	const endsAt = ctx.now() + minutes * minuteMs;
	const details = { endsAt: new Date(endsAt).toISOString() };
	const parts = [temporaryAllowGrant(ctx, userId, endsAt, claim.isTaken)];
	await takeAction(ctx, { claim, user, eventType: "user.temporary_allow.grant", note, details, parts });
	return endsAt;
}

export async function cancelTemporaryAllow(ctx: Ctx, userId: string, note: CareNote): Promise<void> {
	const claim = newClaim(ctx, "temporaryAllow");
	const user = await caredUser(ctx, userId);
	const parts = [temporaryAllowCancel(ctx, userId, claim.isTaken)];
	await takeAction(ctx, { claim, user, eventType: "user.temporary_allow.cancel", note, parts });
}
