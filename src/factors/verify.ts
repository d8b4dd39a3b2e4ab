// Judging codes: one call to the user's guard; D1 is read only when the guard doesn't know the factor yet.
import { and, eq } from "drizzle-orm";
import type { OtpSettings } from "../authenticators/schema";
import { getAuthenticator, inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { ApiError, invalid, locked, notFound, wrongAnswer, wrongCode, wrongStatus } from "../errors";
import { askerOf, guardOf } from "../guard/client";
import type { Attempt, KnownFactor, Lesson, Method, Verdict } from "../guard/types";
import { logStatement } from "../log/write";
import { factorName, factorTargets, getFactor, getUserById } from "./read";
import type { ResyncInput, VerifyInput } from "./schema";
import { type Factor, factors } from "./table";

/** Verifies a code or an answer. Throws what the guard found wrong; returns when it was accepted. */
export async function verifyFactor(ctx: Ctx, userId: string, factorId: string, input: VerifyInput): Promise<void> {
	const isAnswer = input.passCode === undefined;
	const code = input.passCode ?? input.answer;
	if (code === undefined) throw invalid("passCode", "The code is missing.");
	await judge(ctx, userId, { purpose: "verify", factorId, code, isAnswer });
}

/** Proves a pending factor by its first code, which is used up by it. */
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

/** Brings a token that has drifted away back in step by two codes in a row (RFC 4226 E.4, RFC 6238 6). */
export async function resyncFactor(ctx: Ctx, userId: string, factorId: string, input: ResyncInput): Promise<Factor> {
	await judge(ctx, userId, { purpose: "resync", factorId, code: input.passCode, nextCode: input.nextPassCode });
	return getFactor(ctx, userId, factorId);
}

/** A lesson is refused when something was revoked while it was read; the next one reads the new truth. */
const maxLessons = 3;

type Question = Pick<Attempt, "purpose" | "factorId" | "code" | "nextCode" | "isAnswer">;

async function judge(ctx: Ctx, userId: string, question: Question): Promise<void> {
	const attempt: Attempt = {
		...question,
		now: ctx.now(),
		asker: askerOf(ctx),
		inactiveAuthenticatorIds: await inactiveAuthenticatorIds(ctx),
	};
	const guard = guardOf(ctx, userId);
	let verdict = await guard.attempt(attempt);
	for (let lesson = 0; verdict.result === "unknown" && lesson < maxLessons; lesson++) {
		verdict = await guard.attempt(attempt, await readLesson(ctx, userId, question.factorId, verdict.epoch));
	}
	if (verdict.result !== "accepted") throw verdictError(verdict, question);
}

/** From the guard's rich reason to the poor word on the wire. */
function verdictError(verdict: Exclude<Verdict, { result: "accepted" }>, question: Question): ApiError {
	switch (verdict.result) {
		case "wrong":
			return question.isAnswer ? wrongAnswer() : wrongCode();
		case "replayed":
			return new ApiError("E0000082");
		case "expired":
			return new ApiError("E0000083");
		case "locked":
			return locked(verdict.retryAfterSeconds);
		case "unknown":
			return wrongStatus("The user or the factor is being changed at this moment. Please try again.");
		case "unfit":
			return unfitError(verdict);
	}
}

function unfitError(verdict: Extract<Verdict, { result: "unfit" }>): ApiError {
	switch (verdict.reason) {
		case "pending":
			return wrongStatus("The factor has not been activated yet.");
		case "active":
			return wrongStatus("The factor is active already.");
		case "inactive":
			return wrongStatus("The authenticator of this factor is not active.");
		case "malformed":
			return invalid("passCode", `A code of this factor has ${verdict.digits} digits.`);
		case "other-kind":
			return invalid("passCode", "A security question takes `answer`, every other factor takes `passCode`.");
	}
}

/** What the guard has to know of a factor. A user who may not sign in is refused here, so no guard ever learns one. */
async function readLesson(ctx: Ctx, userId: string, factorId: string, epoch: number): Promise<Lesson> {
	const [user, factor] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
	if (user.status === "SUSPENDED" || user.status === "DEPROVISIONED") throw new ApiError("E0000038");
	return {
		epoch,
		subject: { id: user.id, login: user.login, displayName: user.displayName },
		factor: await toKnownFactor(ctx, factor),
	};
}

async function toKnownFactor(ctx: Ctx, factor: Factor): Promise<KnownFactor> {
	const known = { id: factor.id, status: factor.status, sealedSecret: factor.secretSealed };
	if (factor.authenticatorId === null) {
		return { ...known, authenticatorId: null, name: factor.provider, method: ownMethod(factor) };
	}
	const { id, name, settings } = await getAuthenticator(ctx, factor.authenticatorId);
	if (settings === null) throw new Error(`authenticator ${id} has factors but no settings`);
	return { ...known, authenticatorId: id, name, method: customMethod(settings, factor) };
}

/** Authenticator apps all take SHA-1, six digits and 30 seconds; one step of drift either way is RFC 6238's advice. */
const ownMethod = (factor: Factor): Method =>
	factor.factorType === "question"
		? { kind: "answer" }
		: { kind: "totp", algorithm: "SHA-1", digits: 6, stepSeconds: 30, interval: 1 };

function customMethod(settings: OtpSettings, factor: Factor): Method {
	const code = { algorithm: algorithms[settings.algorithm], digits: settings.passCodeLength };
	return settings.protocol === "TOTP"
		? {
				kind: "totp",
				...code,
				stepSeconds: settings.timeIntervalInSeconds,
				interval: settings.acceptableAdjacentIntervals,
			}
		: { kind: "hotp", ...code, lookAhead: settings.lookAhead, firstCounter: factor.profile.counter ?? 0 };
}

const algorithms = { HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" } as const;
