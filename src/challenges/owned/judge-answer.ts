// Judging the answer to a registered question, by the user's guard as everything else.
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { notFound } from "../../errors";
import { askGuardAbout } from "../../factors/lesson";
import { toAttempt } from "../../factors/verify";
import { judgedBy } from "../../guard/client";
import type { KnownFactor, Verdict } from "../../guard/types";
import { normalizeAnswer } from "./normalize";
import { securityQuestions } from "./table";

const challengeType = "ChallengeQuestion";

/** Whether the id is of a registered question, and not of a factor. */
export const isOwnQuestion = (id: string): boolean => id.startsWith("usq");

export async function judgeOwnQuestion(
	ctx: Ctx,
	userId: string,
	id: string,
	answer: string,
	attemptId?: string,
): Promise<Verdict> {
	const asked = { purpose: "verify", factorId: id, isAnswer: true, challengeType } as const;
	const attempt = await toAttempt(ctx, { ...asked, id: attemptId, code: normalizeAnswer(answer) });
	return askGuardAbout<Verdict>(
		ctx,
		userId,
		(guard, lesson) => judgedBy(guard, attempt, lesson),
		() => readKnown(ctx, userId, id),
	);
}

/** Failures in a row are counted over all questions, because any of them lets somebody in. */
async function readKnown(ctx: Ctx, userId: string, id: string): Promise<KnownFactor> {
	const [row] = await ctx.db
		.select()
		.from(securityQuestions)
		.where(and(eq(securityQuestions.id, id), eq(securityQuestions.userId, userId)));
	if (!row) throw notFound("Question", id);
	return {
		id,
		status: "ACTIVE",
		authenticatorId: null,
		name: "Security question",
		challengeType,
		countedAs: challengeType,
		method: { kind: "answer" },
		sealedSecret: row.answerSealed,
	};
}
