// Judging an answer: it takes the turn, the user's guard judges it, and the verdict moves the transaction.
import { answerChallenge } from "../../challenges/service";
import type { Ctx } from "../../context";
import { keyedHash } from "../../crypto/digest";
import { passDecision } from "../../decisions/record";
import { ApiError, isUnavailable, wrongStatus } from "../../errors";
import { verdictError } from "../../factors/verdict";
import { newSource } from "../../guard/source";
import type { Judged, Verdict } from "../../guard/types";
import { keeperOf, takeStep } from "../client";
import type { TransactionFacts } from "../facts";
import type { Answered } from "../states/event";
import type { Asked } from "../states/state";
import { advance } from "./advance";
import { challengeOf } from "./challenge";
import { lookForPerson } from "./look";
import { inState, type Key, type Opened } from "./open";

export type AnswerResult = Judged["result"];

export interface Answer {
	answer: string;
	/** Whether the browser becomes a known source by a right code. */
	wantsKnownSource: boolean;
	/** What the page asked that the person saw. Left out: whatever is asked now. */
	seen?: Pick<Asked, "typeKey" | "answers">;
}

/**
 * Throws when the guard didn't judge: the user is locked, or nothing of this form can be an answer.
 * @returns also the token of a browser that has become known
 */
export async function answerTransaction(
	ctx: Ctx,
	key: Key,
	{ answer, wantsKnownSource, seen }: Answer,
): Promise<Opened & { result: AnswerResult; knownSource: string | null }> {
	const opened = await lookForPerson(ctx, key);
	const { facts } = opened.kept;
	const { asked, decisionId } = inState(opened.kept, "ANSWERING");
	if (seen && (await isToldAgain(ctx, facts, asked, seen, answer))) {
		return { ...opened, result: "wrong", knownSource: null };
	}
	const challenge = await challengeOf(ctx, facts, { asked });
	const turn = { ...asked, fieldKey: null };
	const source = wantsKnownSource ? await newSource() : null;
	const { after, result, isKnown } = await inTurn(ctx, opened, turn, answer, (attemptId) =>
		answerChallenge(ctx, keeperOf(ctx, facts), { ...challenge, attemptId, newSourceHash: source?.hash }, answer),
	);
	if (result === "accepted" && decisionId !== null) ctx.background(notePassed(ctx, decisionId));
	return { ...(await advance(ctx, after)), result, knownSource: source !== null && isKnown ? source.token : null };
}

/** Whether a wrong answer comes a second time, as by a reload. Throws for an answer to what isn't asked any more. */
async function isToldAgain(
	ctx: Ctx,
	facts: TransactionFacts,
	asked: Asked,
	seen: NonNullable<Answer["seen"]>,
	answer: string,
): Promise<boolean> {
	if (seen.typeKey === asked.typeKey && seen.answers === asked.answers) return false;
	const { told } = asked;
	const isAgain = told?.attemptId === (await attemptIdOf(ctx, facts, { ...seen, fieldKey: null }, answer));
	if (isAgain && told?.isWrong) return true;
	throw wrongStatus("answer-outdated");
}

/** The history is for later decisions. Whether it takes the note is nothing to this person. */
async function notePassed(ctx: Ctx, decisionId: string): Promise<void> {
	await passDecision(ctx, decisionId).catch((error: unknown) => {
		if (!(error instanceof ApiError)) throw error;
	});
}

/** What is answered. Its attempt has an id of its own, unless the same answer comes again before it has a verdict. */
type Turn = Pick<Asked, "typeKey" | "answers"> & { fieldKey: string | null };

interface Told {
	after: Opened;
	result: AnswerResult;
	/** The guard knows the browser by the new token. */
	isKnown: boolean;
}

/** Judges an answer in its turn. Where nobody knows whether the guard judged it, the same answer may come again. */
export async function inTurn(
	ctx: Ctx,
	opened: Opened,
	{ typeKey, fieldKey, answers }: Turn,
	answer: string,
	judge: (attemptId: string) => Promise<Verdict>,
): Promise<Told> {
	const { facts } = opened.kept;
	const attemptId = await attemptIdOf(ctx, facts, { typeKey, fieldKey, answers }, answer);
	const event = { type: "ANSWER_BEGUN", typeKey, fieldKey, attemptId, at: ctx.now() } as const;
	const begun = await takeStep(ctx, opened.kept, event);
	const tell = (answered: Answered) =>
		takeStep(ctx, begun, { type: "ANSWER_JUDGED", attemptId, answered, at: ctx.now() });
	const verdict = await judge(attemptId).catch(async (error: unknown) => {
		if (error instanceof ApiError && !isUnavailable(error)) await tell("unjudged");
		throw error;
	});
	const answered = answeredBy[verdict.result];
	const after = { ...opened, kept: await tell(answered) };
	if (isJudged(verdict)) {
		const isKnown = verdict.result === "accepted" && verdict.isNowKnown === true;
		return { after, result: verdict.result, isKnown };
	}
	throw verdictError(verdict, false);
}

const answeredBy = {
	accepted: "right",
	wrong: "wrong",
	replayed: "wrong",
	// It was right once, so it is no failure.
	expired: "unjudged",
	locked: "unjudged",
	closed: "unjudged",
	unfit: "unjudged",
	unknown: "unjudged",
} as const satisfies Record<Verdict["result"], Answered>;

const isJudged = (verdict: Verdict): verdict is Judged =>
	verdict.result === "accepted" ||
	verdict.result === "wrong" ||
	verdict.result === "replayed" ||
	verdict.result === "expired";

const idLength = 24;

async function attemptIdOf(
	ctx: Ctx,
	{ id }: TransactionFacts,
	{ typeKey, fieldKey, answers }: Turn,
	answer: string,
): Promise<string> {
	const place = `transactions.attempt:${id}:${fieldKey ?? ""}:${typeKey}:${answers}`;
	return (await keyedHash(ctx.env.lookupKey, place, answer)).slice(0, idLength);
}
