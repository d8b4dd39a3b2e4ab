// The only file that knows which object guards a user, and in which order a change and its guard go.
import type { Ctx } from "../context";
import { violatedConstraint } from "../db";
import { ApiError, isUnavailable } from "../errors";
import { newId } from "../ids";
import { apiTokenIdOf } from "../log/actor";
import { callObject } from "../objects";
import { causeOf, writeWorkerLog } from "../worker-log";
import type { Hold } from "./holds";
import type { Guard } from "./object";
import type { SpentSecret } from "./spent";
import type { Asker, Attempt, Issue, Lesson, Unknown, Verdict } from "./types";

/**
 * Calls the guard of a user: one object per user, and one per name whose tries are counted. A call whose answer gets
 * lost is made again, so every method of the guard may run twice.
 */
export function withGuard<Answer>(
	ctx: Ctx,
	userId: string,
	call: (guard: DurableObjectStub<Guard>) => Promise<Answer>,
): Promise<Answer> {
	const namespace = ctx.env.bindings.GUARD as DurableObjectNamespace<Guard>;
	return callObject(ctx.deadlines, namespace, userId, call, { isRepeatable: true });
}

/**
 * The guard refuses a lesson when something was revoked while the lesson was read. The next lesson reads the new state.
 */
const maxLessons = 3;

/**
 * Asks the guard. When the guard doesn't know the factor, reads a lesson and asks again.
 * @param readLesson gets the guard's epoch
 */
export async function askWithLessons<Answer extends Verdict | Issue>(
	ctx: Ctx,
	userId: string,
	ask: (guard: DurableObjectStub<Guard>, lesson?: Lesson) => Promise<Answer>,
	readLesson: (epoch: number) => Promise<Lesson>,
): Promise<Answer> {
	let answer = await withGuard(ctx, userId, (guard) => ask(guard));
	for (let lessons = 0; isUnknown(answer) && lessons < maxLessons; lessons++) {
		const lesson = await readLesson(answer.epoch);
		answer = await withGuard(ctx, userId, (guard) => ask(guard, lesson));
	}
	return answer;
}

/** What the guard says of an attempt. */
export const judgedBy = async (guard: DurableObjectStub<Guard>, attempt: Attempt, lesson?: Lesson): Promise<Verdict> =>
	JSON.parse(await guard.attemptInText(attempt, lesson));

const isUnknown = (answer: Verdict | Issue): answer is Unknown => answer.result === "unknown";

/** What changes in D1: one factor, or the user and so all factors. `endsCodes`: codes that were sent are dead. */
type Change = { userId: string } & Partial<Pick<Hold, "factorId" | "endsCodes">>;

/**
 * Changes something that the guard may have learned. First the guard forgets, and takes no lesson. Then D1 changes.
 * Then the guard may learn again. Where nobody knows whether D1 has the change, the hold stays until it certainly has.
 * @param change gets how far the factors' secrets were used; it keeps that, if it removes the factors
 */
export async function changeGuarded<T>(
	ctx: Ctx,
	{ userId, factorId = null, endsCodes = false }: Change,
	change: (spent: SpentSecret[]) => Promise<T>,
): Promise<T> {
	const hold: Hold = { id: newId("hold", ctx.now()), factorId, endsCodes };
	const spent = await withGuard(ctx, userId, (guard) => guard.hold(hold, ctx.now()));
	let changed: T;
	try {
		changed = await change(spent);
	} catch (error) {
		if (isCertainlyRefused(error)) await releaseHold(ctx, userId, hold);
		throw error;
	}
	await releaseHold(ctx, userId, hold);
	return changed;
}

/** D1 has the change whatever the guard answers here. A hold that isn't released ends by itself, on the safe side. */
export const releaseHold = (ctx: Ctx, userId: string, hold: Pick<Hold, "id" | "factorId">): Promise<void> =>
	tellGuard(ctx, userId, (guard) => guard.release(hold));

/**
 * The factors are deleted in D1, and so the guard needs nothing of them but their marks.
 * @param challengeTypes whose failures no policy counts any more
 */
export const eraseFactors = (
	ctx: Ctx,
	userId: string,
	factorIds: readonly string[],
	challengeTypes: readonly string[] = [],
): Promise<void> => tellGuard(ctx, userId, (guard) => guard.erase(factorIds, challengeTypes, ctx.now()));

/** The user's browsers are forgotten. A change that ends codes does this by itself. */
export const forgetSources = (ctx: Ctx, userId: string): Promise<void> =>
	tellGuard(ctx, userId, (guard) => guard.forgetSources());

/** Tells the guard what is done already. It must not fail the request, and the guard may miss it: then it is slower. */
async function tellGuard(
	ctx: Ctx,
	userId: string,
	call: (guard: DurableObjectStub<Guard>) => Promise<void>,
): Promise<void> {
	try {
		await withGuard(ctx, userId, call);
	} catch (error) {
		writeWorkerLog("error", { message: "a guard missed a change", requestId: ctx.requestId, cause: causeOf(error) });
	}
}

const isCertainlyRefused = (error: unknown) =>
	!isUnavailable(error) && (error instanceof ApiError || violatedConstraint(error) !== null);

/** Who is asking, as the guard's log events tell it. */
export const askerOf = (ctx: Ctx): Asker => ({
	requestId: ctx.requestId,
	requestUri: ctx.requestUri,
	apiTokenId: apiTokenIdOf(ctx.actor) ?? null,
	ipAddress: ctx.client.ipAddress,
	userAgent: ctx.client.userAgent,
});
