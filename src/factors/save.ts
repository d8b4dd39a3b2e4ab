// Writes a new factor. It replaces an unproven factor of its kind, and the unique indexes decide races.
import { and, eq, inArray } from "drizzle-orm";
import type { Ctx } from "../context";
import { refusedBy } from "../db";
import { ApiError, invalid } from "../errors";
import { because } from "../errors/cause";
import { eraseFactors } from "../guard/client";
import { spentMark } from "../guard/spent-secrets";
import { logStatement } from "../log/write";
import type { User } from "../users/user";
import { factorTargets } from "./read";
import { sentTypes } from "./schema";
import { type Factor, factors } from "./table";

/**
 * @param name the factor's name for people, for the log
 * @param spentKey of a secret that a removed factor may have used; the batch finds out how far
 */
export async function saveFactor(
	ctx: Ctx,
	user: User,
	factor: Factor,
	name: string,
	spentKey: string | null = null,
): Promise<void> {
	const firstMark = spentKey === null ? null : spentMark(spentKey);
	const [dropped] = await ctx.db
		.batch([
			dropUnproven(ctx, factor),
			ctx.db.insert(factors).values({ ...factor, firstMark }),
			logStatement(ctx, {
				eventType: factor.status === "ACTIVE" ? "user.mfa.factor.activate" : "user.mfa.factor.update",
				outcome: { result: "SUCCESS", reason: factor.status === "ACTIVE" ? null : "ENROLLMENT_STARTED" },
				target: factorTargets(user, factor.id, name),
			}),
		])
		.catch(refusedBy(refusals));
	const droppedIds = dropped.map(({ id }) => id);
	if (droppedIds.length > 0) await eraseFactors(ctx, user.id, droppedIds);
}

/** Deletes an unproven app secret, number or address, because the person starts over. */
const dropUnproven = (ctx: Ctx, factor: Factor) =>
	ctx.db
		.delete(factors)
		.where(
			and(
				eq(factors.userId, factor.userId),
				inArray(factors.factorType, ["token:software:totp", ...sentTypes]),
				eq(factors.factorType, factor.factorType),
				eq(factors.provider, factor.provider),
				eq(factors.status, "PENDING_ACTIVATION"),
			),
		)
		.returning({ id: factors.id });

export const alreadySetUp = (reason: "factor-set-up" | "phone-set-up" = "factor-set-up") =>
	new ApiError("E0000001", { subject: "factorEnrollRequest", causes: [because(reason)] });

const refusals = {
	"FOREIGN KEY": () => invalid("factorProfileId", "authenticator-or-user-gone"),
	"factors.secret_hash": () => invalid("sharedSecret", "secret-taken"),
	"factors.user_id, factors.factor_type, factors.provider": () => alreadySetUp(),
};
