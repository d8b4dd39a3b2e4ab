// Unlocking by customer care: five in five minutes, and what policies count. Failures in a row are an administrator's.
import type { Ctx } from "../context";
import { unlockedTooOften, wrongStatus } from "../errors";
import { withGuard } from "../guard/client";
import { factStatement } from "../log/write";
import { careFacts } from "./action";
import { giveBack, newClaim, takeClaim } from "./claim";
import { caredUser } from "./people";
import type { CareNote } from "./schema";

/** The guard decides whether there is something to clear, and how often. So the claim comes first, and may go back. */
export async function unlockByCare(ctx: Ctx, userId: string, note: CareNote): Promise<void> {
	const user = await caredUser(ctx, userId);
	const claim = newClaim(ctx);
	await takeClaim(ctx, claim);
	const unlock = { id: ctx.requestId, by: "help-desk", now: ctx.now() } as const;
	const { retryAfterSeconds, hasCleared } = await withGuard(ctx, userId, (guard) => guard.unlock(unlock));
	if (retryAfterSeconds !== null || !hasCleared) {
		await giveBack(ctx, claim);
		throw retryAfterSeconds === null ? wrongStatus("already-so") : unlockedTooOften(retryAfterSeconds);
	}
	await factStatement(ctx, careFacts({ user, eventType: "user.account.unlock_by_admin", note }));
}
