// Judges codes with one call to the user's guard, and on the warm path nothing else.
import { and, eq } from "drizzle-orm";
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { settleDelivery } from "../delivery/records/write";
import { invalid, notFound } from "../errors";
import { askerOf, guardOf } from "../guard/client";
import type { Attempt, Verdict } from "../guard/types";
import { logStatement } from "../log/write";
import { getUserById } from "../users/service";
import { askGuard } from "./lesson";
import { factorName, factorTargets, getFactor } from "./read";
import type { ResyncInput, VerifyInput } from "./schema";
import { type Factor, factors } from "./table";
import { verdictError } from "./verdict";

/** Verifies a code or an answer. Throws the guard's reason, or returns when the code was accepted. */
export async function verifyFactor(ctx: Ctx, userId: string, factorId: string, input: VerifyInput): Promise<void> {
	const isAnswer = input.passCode === undefined;
	const code = input.passCode ?? input.answer;
	if (code === undefined) throw invalid("passCode", "code-missing");
	await judge(ctx, userId, { purpose: "verify", factorId, code, isAnswer });
}

/** Proves a pending factor with its first code. The code is then used. */
export async function activateFactor(ctx: Ctx, userId: string, factorId: string, passCode: string): Promise<Factor> {
	await judge(ctx, userId, { purpose: "activate", factorId, code: passCode });
	const [user, pending] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
	const [activated] = await ctx.db.batch([
		ctx.db
			.update(factors)
			.set({ status: "ACTIVE", lastUpdatedAt: ctx.now() })
			.where(and(eq(factors.id, factorId), eq(factors.status, "PENDING_ACTIVATION")))
			.returning(),
		logStatement(ctx, {
			eventType: "user.mfa.factor.activate",
			target: factorTargets(user, factorId, await factorName(ctx, pending)),
		}),
	]);
	await guardOf(ctx, userId).release(factorId);
	if (!activated[0]) throw notFound("Factor", factorId);
	return activated[0];
}

/** Brings a token that has drifted away back in step, with two consecutive codes (RFC 4226 E.4, RFC 6238 6). */
export async function resyncFactor(ctx: Ctx, userId: string, factorId: string, input: ResyncInput): Promise<Factor> {
	await judge(ctx, userId, { purpose: "resync", factorId, code: input.passCode, nextCode: input.nextPassCode });
	return getFactor(ctx, userId, factorId);
}

type Question = Pick<Attempt, "purpose" | "factorId" | "code" | "nextCode" | "isAnswer">;

async function judge(ctx: Ctx, userId: string, question: Question): Promise<void> {
	const attempt: Attempt = {
		...question,
		now: ctx.now(),
		asker: askerOf(ctx),
		inactiveAuthenticatorIds: await inactiveAuthenticatorIds(ctx),
	};
	const guard = guardOf(ctx, userId);
	const verdict = await askGuard<Verdict>(ctx, userId, question.factorId, (lesson) => guard.attempt(attempt, lesson));
	if (verdict.result !== "accepted") throw verdictError(verdict, question.isAnswer ?? false);
	// The person has the code, so no other provider needs to get the message.
	if (verdict.deliveryId !== undefined) ctx.background(settleDelivery(ctx, verdict.deliveryId));
}
