// Judges codes with one call to the user's guard, and on the warm path nothing else.
import { and, eq } from "drizzle-orm";
import { inactiveAuthenticatorIds, recallInactiveIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { settleDelivery } from "../delivery/records/write";
import { invalid, notFound } from "../errors";
import { generationOf, recallGeneration } from "../generation/service";
import { askerOf, judgedBy, releaseHold } from "../guard/client";
import { sourceOf } from "../guard/source";
import type { Attempt, Verdict } from "../guard/types";
import { logStatement } from "../log/write";
import { getUserById } from "../users/service";
import { typedCode } from "./code";
import { askGuard } from "./lesson";
import { factorName, factorTargets, getFactor } from "./read";
import type { ResyncInput, VerifyInput } from "./schema";
import { type Factor, factors } from "./table";
import { verdictError } from "./verdict";

/**
 * Verifies a code or an answer. Throws the guard's reason, or returns when the code was accepted.
 * @param idempotencyKey a second request with the caller's key gets the verdict of the first
 */
export async function verifyFactor(
	ctx: Ctx,
	userId: string,
	factorId: string,
	input: VerifyInput,
	idempotencyKey?: string,
): Promise<void> {
	const isAnswer = input.passCode === undefined;
	const code = input.passCode === undefined ? input.answer : typedCode(input.passCode);
	if (code === undefined) throw invalid("passCode", "code-missing");
	const id = idempotencyKey === undefined ? undefined : await attemptId(ctx, factorId, idempotencyKey);
	await judge(ctx, userId, { id, purpose: "verify", factorId, code, isAnswer });
}

/** A key belongs to the caller's token and the factor, so nobody meets the key of somebody else. */
async function attemptId(ctx: Ctx, factorId: string, idempotencyKey: string): Promise<string> {
	const caller = "id" in ctx.actor ? ctx.actor.id : "";
	return (await keyedHash(ctx.env.lookupKey, `verify.key:${caller}:${factorId}`, idempotencyKey)).slice(0, 24);
}

/** Proves a pending factor with its first code. The code is then used. */
export async function activateFactor(ctx: Ctx, userId: string, factorId: string, passCode: string): Promise<Factor> {
	await judge(ctx, userId, { purpose: "activate", factorId, code: typedCode(passCode) });
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
	await releaseHold(ctx, userId, { id: ctx.requestId, factorId });
	if (!activated[0]) throw notFound("Factor", factorId);
	return activated[0];
}

/** Brings a token that has drifted away back in step, with two consecutive codes (RFC 4226 E.4, RFC 6238 6). */
export async function resyncFactor(ctx: Ctx, userId: string, factorId: string, input: ResyncInput): Promise<Factor> {
	const [code, nextCode] = [input.passCode, input.nextPassCode].map(typedCode) as [string, string];
	await judge(ctx, userId, { purpose: "resync", factorId, code, nextCode });
	return getFactor(ctx, userId, factorId);
}

type Question = Pick<
	Attempt,
	"purpose" | "factorId" | "code" | "nextCode" | "isAnswer" | "challengeType" | "newSourceHash" | "isUnlock"
> & {
	/** Left out: the request's. */
	id?: string | undefined;
};

async function judge(ctx: Ctx, userId: string, question: Question): Promise<void> {
	const verdict = await judgeFactor(ctx, userId, question);
	if (verdict.result !== "accepted") throw verdictError(verdict, question.isAnswer ?? false);
}

/** Has the guard judge an attempt, and returns what the guard says. */
export async function judgeFactor(ctx: Ctx, userId: string, question: Question): Promise<Verdict> {
	const attempt = await toAttempt(ctx, question);
	const { factorId } = question;
	const verdict = await askGuard(ctx, userId, factorId, (guard, lesson) => judgedBy(guard, attempt, lesson));
	noteUsed(ctx, verdict);
	return verdict;
}

/** The attempt of this request, as the guard takes it. */
export async function toAttempt(ctx: Ctx, question: Question): Promise<Attempt> {
	const [generation, inactiveIds] = await whatCounts(ctx);
	return {
		...question,
		...(ctx.knownSource === null ? {} : await sourceOf(ctx)),
		...(question.id === undefined ? { id: ctx.requestId, isOwnId: true } : { id: question.id }),
		generation,
		now: ctx.now(),
		asker: askerOf(ctx),
		inactiveAuthenticatorIds: inactiveIds,
	};
}

/** The generation, and which authenticators are off. A cold isolate reads both at once, and a warm one nothing. */
function whatCounts(ctx: Ctx): readonly [number, readonly string[]] | Promise<[number, readonly string[]]> {
	const [generation, inactiveIds] = [recallGeneration(ctx), recallInactiveIds(ctx)];
	return generation === undefined || inactiveIds === undefined
		? Promise.all([generationOf(ctx), inactiveAuthenticatorIds(ctx)])
		: [generation, inactiveIds];
}

/** The person has the code, so no other provider needs to get the message. */
export function noteUsed(ctx: Ctx, verdict: Verdict): void {
	if (verdict.result !== "accepted" || verdict.deliveryId === undefined) return;
	ctx.background(settleDelivery(ctx, verdict.deliveryId));
}
