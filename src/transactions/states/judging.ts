// Whose turn it is to judge: one answer at a time, for the code of a challenge and for a proof. PURE.
import type { EventOf } from "./event";
import type { Asked } from "./state";

type Turn = Pick<Asked, "judging" | "answers" | "told">;

/** Longer than a call of the guard can take with its repetition. Whoever has the turn until then has died. */
export const turnMs = 15_000;

/** Null: another answer has the turn. The same answer may come again, because the guard judges it once. */
export function beginTurn<T extends Turn>(turn: T, { attemptId, at }: EventOf<"ANSWER_BEGUN">): T | null {
	const { judging } = turn;
	const isTaken = judging !== null && judging.attemptId !== attemptId && at - judging.since < turnMs;
	return isTaken ? null : { ...turn, judging: { attemptId, since: at } };
}

/** Whether a wrong answer was told before: a click twice sends one answer in two requests, and it counts once. */
export const isTold = (turn: Turn | null, { attemptId }: EventOf<"ANSWER_JUDGED">): boolean =>
	turn?.told?.attemptId === attemptId;

/** Null: the answer hasn't the turn, or has it no more. */
export function endTurn<T extends Turn>(turn: T, { attemptId, answered }: EventOf<"ANSWER_JUDGED">): T | null {
	if (turn.judging?.attemptId !== attemptId) return null;
	const told = { attemptId, isWrong: answered === "wrong" };
	return { ...turn, judging: null, answers: turn.answers + 1, told };
}
