// Codes that an operator tells a person: the guard has the hash and judges, D1 knows the application and the time.
import { and, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import { inactiveAuthenticatorIds } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { helpDeskCodesSpent, notFound, wrongStatus } from "../../errors";
import { newCode, typedCode } from "../../factors/code";
import { askGuardAbout } from "../../factors/lesson";
import { refusalError } from "../../factors/verdict";
import { toAttempt } from "../../factors/verify";
import { generationOf } from "../../generation/service";
import { judgedBy, withGuard } from "../../guard/client";
import { sentCodeHash } from "../../guard/secret";
import type { Issue, KnownFactor, NewCode, Verdict } from "../../guard/types";
import { newId } from "../../ids";
import { type HelpDeskCodeRow, helpDeskCodes } from "./table";

const challengeType = "ChallengeHelpDesk";

/** 26.6 bits: nobody chooses it, and it is read over the telephone. */
const shape = { length: 8, alphabet: "0123456789" };
const lifeMs = 10 * 60_000;
const codesADay = 3;
const dayMs = 86_400_000;

export interface HelpDeskCode {
	id: string;
	code: string;
	/** Epoch ms. */
	endsAt: number;
}

const isAlive = (ctx: Ctx, userId: SQL<string>) =>
	and(eq(helpDeskCodes.userId, userId), gt(helpDeskCodes.endsAt, ctx.now()));

/** For a batch of somebody else's: the code that the user may have, of whichever application. */
export const helpDeskCodeStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select().from(helpDeskCodes).where(isAlive(ctx, userId));

/** The code that counts. A suspension, and a reset of factors, end it in the guard alone. */
export async function findHelpDeskCode(ctx: Ctx, userId: string): Promise<HelpDeskCodeRow | null> {
	const [row] = await helpDeskCodeStatement(ctx, sql`${userId}`);
	return row && (await isCounting(ctx, row)) ? row : null;
}

const isCounting = (ctx: Ctx, { id, userId }: HelpDeskCodeRow): Promise<boolean> =>
	withGuard(ctx, userId, (guard) => guard.isCodeCounting(id, id, ctx.now()));

/** Throws E0000107 while there is a code, and 429 after the third of a day. Ends what the guard alone has ended. */
export async function refuseHelpDeskCode(ctx: Ctx, userId: string): Promise<void> {
	const [row] = await helpDeskCodeStatement(ctx, sql`${userId}`);
	if (row && (await isCounting(ctx, row))) throw wrongStatus("help-desk-code-alive");
	if (row) await ctx.db.update(helpDeskCodes).set({ endsAt: ctx.now() }).where(eq(helpDeskCodes.id, row.id));
	const issued = await ctx.db
		.select({ at: helpDeskCodes.issuedAt })
		.from(helpDeskCodes)
		.where(and(eq(helpDeskCodes.userId, userId), gt(helpDeskCodes.issuedAt, ctx.now() - dayMs)))
		.orderBy(helpDeskCodes.issuedAt);
	const first = issued.at(-codesADay);
	if (first) throw helpDeskCodesSpent(Math.ceil((first.at + dayMs - ctx.now()) / 1000));
}

/** Hands a new code to the guard. It is nobody's until the batch of `helpDeskCodeIssue`. A locked user gets none. */
export async function makeHelpDeskCode(ctx: Ctx, userId: string): Promise<HelpDeskCode> {
	const now = ctx.now();
	const made = { id: newId("helpDeskCode", now), code: newCode(shape), endsAt: now + lifeMs };
	const code: NewCode = {
		purpose: "verify",
		holder: { kind: "help-desk", id: made.id },
		generation: await generationOf(ctx),
		now,
		inactiveAuthenticatorIds: await inactiveAuthenticatorIds(ctx),
		codeHash: await sentCodeHash(ctx.env.lookupKey, made.id, made.code),
		shape,
		expiresAt: made.endsAt,
		deliveryId: made.id,
	};
	const answer = await askGuardAbout<Issue>(
		ctx,
		userId,
		(guard, lesson) => guard.issueCode(code, lesson),
		async () => knownCode(made),
	);
	if (answer.result === "busy") throw wrongStatus("help-desk-code-alive");
	if (answer.result !== "issued") throw refusalError(answer);
	return made;
}

/** Nobody was told the code. */
export const withdrawHelpDeskCode = (ctx: Ctx, userId: string, { id }: HelpDeskCode): Promise<void> =>
	withGuard(ctx, userId, (guard) => guard.withdrawCode(id, id));

/** For a batch of customer care. One code of a user counts, and three are issued in a day, also of requests at once. */
export const helpDeskCodeIssue = (
	ctx: Ctx,
	userId: string,
	applicationId: string,
	{ id, endsAt }: HelpDeskCode,
	isTaken: SQL,
) => ({
	isThere: sql`(NOT EXISTS (SELECT 1 FROM ${helpDeskCodes} WHERE ${isAlive(ctx, sql`${userId}`)})
		AND (SELECT count(*) FROM ${helpDeskCodes}
			WHERE ${helpDeskCodes.userId} = ${userId} AND ${helpDeskCodes.issuedAt} > ${ctx.now() - dayMs}) < ${codesADay})`,
	statements: [
		ctx.db
			.insert(helpDeskCodes)
			.select(sql`SELECT ${id}, ${userId}, ${applicationId}, ${ctx.now()}, ${endsAt} WHERE ${isTaken}`),
		ctx.db
			.delete(helpDeskCodes)
			.where(and(eq(helpDeskCodes.userId, userId), lte(helpDeskCodes.issuedAt, ctx.now() - dayMs))),
	],
});

/** For a batch of customer care, in which the guard ends all codes. It is no reason for a reset. */
export const helpDeskCodeEnd = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	isThere: sql`false`,
	statements: [
		ctx.db
			.update(helpDeskCodes)
			.set({ endsAt: ctx.now() })
			.where(and(isAlive(ctx, sql`${userId}`), isTaken)),
	],
});

/** Uses the code up. Wrong ones count as every wrong code of the user does. */
export async function useHelpDeskCode(
	ctx: Ctx,
	userId: string,
	id: string,
	typed: string,
	attemptId?: string,
): Promise<Verdict> {
	const asked = { purpose: "verify", factorId: id, challengeType } as const;
	const attempt = await toAttempt(ctx, { ...asked, id: attemptId, code: typedCode(typed) });
	const verdict = await askGuardAbout<Verdict>(
		ctx,
		userId,
		(guard, lesson) => judgedBy(guard, attempt, lesson),
		() => readKnown(ctx, userId, id),
	);
	if (verdict.result === "accepted") {
		const used = ctx.db.update(helpDeskCodes).set({ endsAt: ctx.now() }).where(eq(helpDeskCodes.id, id));
		ctx.background(used.run());
	}
	return verdict;
}

async function readKnown(ctx: Ctx, userId: string, id: string): Promise<KnownFactor> {
	const [row] = await ctx.db
		.select()
		.from(helpDeskCodes)
		.where(and(eq(helpDeskCodes.id, id), eq(helpDeskCodes.userId, userId)));
	if (!row) throw notFound("HelpDeskCode", id);
	return knownCode(row);
}

/** Failures in a row are counted over all codes of this kind, because each of them lives for minutes. */
const knownCode = ({ id, endsAt }: Pick<HelpDeskCode, "id" | "endsAt">): KnownFactor => ({
	id,
	status: "ACTIVE",
	authenticatorId: null,
	name: "Help desk",
	challengeType,
	countedAs: challengeType,
	neededUntil: endsAt,
	method: { kind: "sent", shape },
	sealedSecret: null,
});
