// Security questions: those that the person has answered here, and the question factor of the Factors API.
import { challengeTypeOf } from "../../factors/facts";
import { judgeFactor } from "../../factors/verify";
import { isOwnQuestion, judgeOwnQuestion } from "../owned/judge-answer";
import { questionText } from "../owned/words";
import type { Processor } from "./processor";

const challengeType = "ChallengeQuestion";

export const question: Processor = {
	message: null,

	async choices(_, { factors, questions, languages }) {
		const own = questions.map(({ id, question: key }) => ({ id, key }));
		const ofFactors = factors
			.filter(({ factorType }) => challengeTypeOf[factorType] === challengeType)
			.map(({ id, profile }) => ({ id, key: profile.question ?? "" }));
		return [...own, ...ofFactors].map(({ id, key }) => ({ id, name: questionText(key, languages) }));
	},

	// Whoever may choose takes the easiest question.
	isDrawn: true,

	validate: (ctx, { userId, choiceId, attemptId }, answer) =>
		isOwnQuestion(choiceId)
			? judgeOwnQuestion(ctx, userId, choiceId, answer, attemptId)
			: judgeFactor(ctx, userId, {
					id: attemptId,
					purpose: "verify",
					factorId: choiceId,
					code: answer,
					isAnswer: true,
					challengeType,
				}),
};
