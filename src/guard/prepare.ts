// Everything that is awaited before an attempt is judged: secrets are opened, codes computed, what was typed hashed.
import { hotpCodes, matchCounters } from "../otp/hotp";
import { judgeSentCode } from "./codes";
import type { FactorKeys } from "./keys";
import { judgeListed } from "./listed";
import { countersFor, type Judgement, judgeAnswer, judgeCode, judgeResync, likelyCounters } from "./rules";
import { answerHash, sentCodeHash, typedHashes } from "./secret";
import { inItsCase } from "./shape";
import type { GuardState } from "./store";
import type { Attempt, KnownFactor } from "./types";

type JudgedState = Readonly<Pick<GuardState, "marks" | "codes">>;

/** Judges a prepared attempt by the state of the moment, and awaits nothing. */
export type Judge = (state: JudgedState) => Judgement;

interface Preparation {
	factor: KnownFactor;
	userId: string;
	attempt: Attempt;
	/** The guard's state. It may change until the attempt is judged. */
	state: JudgedState;
	keys: FactorKeys;
	lookupKey: string;
}

/** Prepares an attempt. Other attempts may be judged meanwhile. */
export async function prepare({ factor, userId, attempt, state, keys, lookupKey }: Preparation): Promise<Judge> {
	const { method, id } = factor;
	if (method.kind === "answer") {
		const expected = await keys.openSecret(userId, factor);
		const given = await answerHash(lookupKey, id, attempt.code);
		return () => judgeAnswer(expected, given);
	}
	if (method.kind === "sent") {
		const typed = await typedHashes(lookupKey, id, attempt.code);
		return ({ codes }) => judgeSentCode(codes, id, typed, attempt.now);
	}
	if (method.kind === "listed") {
		const [listed, given] = await Promise.all([
			keys.openSecret(userId, factor),
			sentCodeHash(lookupKey, id, inItsCase(method.shape, attempt.code)),
		]);
		return ({ marks }) => judgeListed(JSON.parse(listed), marks[id], given);
	}
	const key = await keys.get(userId, factor, method.algorithm);
	const { code, nextCode = "", now } = attempt;
	if (attempt.purpose === "resync") {
		const counters = countersFor(method, "resync", state.marks[id], now);
		const codes = await hotpCodes(key, counters, method.digits);
		return ({ marks }) => judgeResync(method, marks[id], now, counters, codes, code, nextCode);
	}
	const counters = countersFor(method, "judge", state.marks[id], now);
	for (const likely of likelyCounters(method, state.marks[id], now, counters)) {
		const codes = await hotpCodes(key, likely, method.digits);
		if (matchCounters(codes, likely, code).length > 0) {
			return ({ marks }) => judgeCode(method, marks[id], now, likely, codes, code);
		}
	}
	const codes = await hotpCodes(key, counters, method.digits);
	return ({ marks }) => judgeCode(method, marks[id], now, counters, codes, code);
}
