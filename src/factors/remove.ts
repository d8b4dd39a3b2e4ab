// Removes factors. First the guard forgets and takes no lesson, then the row is deleted, then the guard's marks.
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { ApiError, notFound } from "../errors";
import { changeGuarded, eraseFactors } from "../guard/client";
import { keepSpent } from "../guard/spent-secrets";
import { logStatement } from "../log/write";
import { getUserById } from "../users/service";
import { userParty } from "../users/user";
import { challengeTypeOf } from "./facts";
import { factorName, factorTargets, getFactor } from "./read";
import { factors } from "./table";

export async function deleteFactor(ctx: Ctx, userId: string, factorId: string): Promise<void> {
	const [user, factor] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
	if (user.status === "DEPROVISIONED") throw new ApiError("E0000038");
	const name = await factorName(ctx, factor);
	const [deleted] = await changeGuarded(ctx, { userId, factorId, endsCodes: true }, (spent) =>
		ctx.db.batch([
			ctx.db
				.delete(factors)
				.where(and(eq(factors.id, factorId), eq(factors.userId, userId)))
				.returning({ id: factors.id }),
			logStatement(ctx, { eventType: "user.mfa.factor.deactivate", target: factorTargets(user, factorId, name) }),
			keepSpent(ctx, spent),
		]),
	);
	// Whoever begins and drops an enrolment again and again doesn't clear the failures of the factor in use.
	const challengeTypes = factor.status === "ACTIVE" ? [challengeTypeOf[factor.factorType]] : [];
	await eraseFactors(ctx, userId, [factorId], challengeTypes);
	if (deleted.length === 0) throw notFound("Factor", factorId);
}

/** Removes all factors of a user. */
export async function resetFactors(ctx: Ctx, userId: string): Promise<void> {
	const user = await getUserById(ctx, userId);
	const [deleted] = await changeGuarded(ctx, { userId, endsCodes: true }, (spent) =>
		ctx.db.batch([
			ctx.db.delete(factors).where(eq(factors.userId, userId)).returning({ id: factors.id }),
			logStatement(ctx, {
				eventType: "user.mfa.factor.reset_all",
				target: [userParty(user)],
			}),
			keepSpent(ctx, spent),
		]),
	);
	await eraseFactors(
		ctx,
		userId,
		deleted.map((factor) => factor.id),
		Object.values(challengeTypeOf),
	);
}
