// Registering answers to security questions, and removing them.
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import { invalid } from "../../errors";
import { changeGuarded, eraseFactors } from "../../guard/client";
import { answerHash, sealSecret } from "../../guard/secret";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { type User, userParty } from "../../users/user";
import { normalizeAnswer } from "./normalize";
import { questionMenus } from "./questions";
import { questionSets, securityQuestions } from "./table";

export interface GivenAnswer {
	question: string;
	answer: string;
}

/** Of its normalized form. In Japanese, two characters are a town. */
const shortestAnswer = 2;
const longestAnswer = 100;

/** Takes an answer to one question of each menu. The earlier answers end. */
export async function registerAnswers(ctx: Ctx, user: User, given: readonly GivenAnswer[]): Promise<void> {
	refuseAnswers(await questionMenus(ctx, user.id), given);
	const now = ctx.now();
	const rows = await Promise.all(given.map((one) => toRow(ctx, user.id, one, now)));
	await replaceAnswers(ctx, user, [
		...rows.map((row) => ctx.db.insert(securityQuestions).values(row)),
		logStatement(ctx, { eventType: "user.security_question.update", target: [userParty(user)] }),
	]);
}

/** For a batch of customer care: ends the answers. @param options.drawsAgain the next menus are drawn anew, too */
export const answersReset = (ctx: Ctx, userId: string, isTaken: SQL, { drawsAgain }: { drawsAgain: boolean }) => ({
	isThere: sql`EXISTS (SELECT 1 FROM ${securityQuestions} WHERE ${securityQuestions.userId} = ${userId})`,
	statements: [
		ctx.db.delete(securityQuestions).where(and(eq(securityQuestions.userId, userId), isTaken)),
		...(drawsAgain ? [ctx.db.delete(questionSets).where(and(eq(questionSets.userId, userId), isTaken))] : []),
	],
});

/** The guard forgets the earlier answers first, so that none of them counts beside the new ones. */
async function replaceAnswers(ctx: Ctx, { id: userId }: User, statements: readonly BatchItem<"sqlite">[]) {
	const earlier = ctx.db
		.delete(securityQuestions)
		.where(eq(securityQuestions.userId, userId))
		.returning({ id: securityQuestions.id });
	const [ended] = await changeGuarded(ctx, { userId }, () => ctx.db.batch([earlier, ...statements]));
	const endedIds = ended.map(({ id }) => id);
	if (endedIds.length > 0) await eraseFactors(ctx, userId, endedIds);
}

function refuseAnswers(menus: readonly (readonly string[])[], given: readonly GivenAnswer[]): void {
	const normalized = given.map(({ answer }) => normalizeAnswer(answer));
	for (const [index, { question, answer }] of given.entries()) {
		const field = `answers.${index}`;
		if (!menus[index]?.includes(question)) throw invalid(`${field}.question`, "question-of-other-menu");
		const form = normalized[index] ?? "";
		if ([...form].length < shortestAnswer) throw invalid(`${field}.answer`, "too-short", { minimum: shortestAnswer });
		if (answer.length > longestAnswer) throw invalid(`${field}.answer`, "too-long", { maximum: longestAnswer });
		if (normalized.indexOf(form) < index) throw invalid(`${field}.answer`, "answer-twice");
	}
	if (given.length < menus.length) throw invalid("answers", "answers-missing", { count: menus.length });
}

async function toRow(ctx: Ctx, userId: string, { question, answer }: GivenAnswer, createdAt: number) {
	const id = newId("securityQuestion", createdAt);
	const hash = await answerHash(ctx.env.lookupKey, id, normalizeAnswer(answer));
	const answerSealed = await sealSecret(ctx.env.sealKeys, userId, id, hash);
	return { id, userId, question, answerSealed, createdAt };
}
