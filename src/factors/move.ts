// Moves a user's token into another custom OTP authenticator, with its secret or a new one. The factor keeps its id.
import { and, eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { OtpSettings } from "../authenticators/schema";
import { recentAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { changeGuarded } from "../guard/client";
import { spentKeyOf } from "../guard/spent";
import { keepSpent, spentMark } from "../guard/spent-secrets";
import { logStatement } from "../log/write";
import { getUserById } from "../users/service";
import { tokenMethod } from "./lesson";
import { movedMark } from "./moved-mark";
import { factorTargets, findFactor } from "./read";
import { type Factor, factors } from "./table";

export interface TokenMove {
	userId: string;
	factorId: string;
	from: string;
	to: { id: string; name: string; settings: OtpSettings };
	/** The next counter, where a file says it. */
	counter: number | null;
	/** A new secret, sealed for the factor; null: the factor keeps its secret. */
	renewed: { secretSealed: string; secretHash: string } | null;
}

/**
 * Moves one token. The guard forgets first, and learns the new settings with the next attempt. At each moment the user
 * has the factor of one of the two authenticators. A move that is made twice changes nothing the second time.
 * @param beside more statements for the same batch. All of them happen, or none
 * @returns false: the user's token is in neither authenticator any more
 */
export async function moveToken(ctx: Ctx, move: TokenMove, beside: readonly BatchItem<"sqlite">[]): Promise<boolean> {
	const { userId, factorId, from, to } = move;
	const [user, factor] = await Promise.all([getUserById(ctx, userId), findFactor(ctx, userId, factorId)]);
	if (factor?.authenticatorId === to.id) return true;
	if (factor?.authenticatorId !== from) return false;
	const { settings } = await recentAuthenticator(ctx, from);
	if (settings === null || factor.secretHash === null) return false;
	const before = tokenMethod(settings, factor.profile.counter);
	const counter = counterAfter(factor, settings, move);
	const after = tokenMethod(to.settings, counter ?? 0);
	const secretHash = move.renewed?.secretHash ?? factor.secretHash;
	const key = spentKeyOf(before, factor.secretHash);
	const [moved] = await changeGuarded(ctx, { userId, factorId }, (spent) => {
		const used = spent.find((one) => one.key === key)?.mark ?? null;
		const earlier = Math.max(used ?? -1, factor.firstMark ?? -1);
		// A new secret was used by nobody here, unless a removed token had it.
		const mark = move.renewed || earlier < 0 ? null : movedMark(before, after, earlier);
		const known = spentMark(spentKeyOf(after, secretHash));
		return ctx.db.batch([
			ctx.db
				.update(factors)
				.set({
					authenticatorId: to.id,
					profile: counter === null ? {} : { counter },
					...move.renewed,
					firstMark: sql`nullif(max(coalesce(${known}, -1), ${mark ?? -1}), -1)`,
					lastUpdatedAt: ctx.now(),
				})
				.where(and(eq(factors.id, factorId), eq(factors.authenticatorId, from)))
				.returning({ id: factors.id }),
			logStatement(ctx, {
				eventType: "user.mfa.factor.update",
				outcome: { result: "SUCCESS", reason: "MOVED" },
				target: factorTargets(user, factorId, to.name),
			}),
			keepSpent(ctx, spent),
			...beside,
		]);
	});
	return (moved as { id: string }[]).length > 0;
}

/** Between two HOTP authenticators the counter stays, unless a file says another. */
function counterAfter(factor: Factor, from: OtpSettings, { to, counter, renewed }: TokenMove): number | null {
	if (to.settings.protocol !== "HOTP") return null;
	return counter ?? (from.protocol === "HOTP" && renewed === null ? (factor.profile.counter ?? null) : null);
}
