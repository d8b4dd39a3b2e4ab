// Tries that are counted here and judged elsewhere, such as passwords, because hashing takes too long. PURE.
import { failureWindowMs } from "./rules";
import type { Try, TryAnswer } from "./types";

/** Id of the request and epoch ms of each try that counts, oldest first. */
export type Tries = readonly (readonly [id: string, at: number])[];

export const recentTries = (tries: Tries, now: number): Tries => tries.filter(([, at]) => at > now - failureWindowMs);

/** A repeated request is no second try. */
export function withTry(tries: Tries, { id, limit, now }: Try): { tries: Tries; answer: TryAnswer } {
	const recent = recentTries(tries, now);
	if (recent.some((earlier) => earlier[0] === id)) return { tries: recent, answer: countedAnswer(recent, limit) };
	const first = recent.at(-limit)?.[1];
	if (first !== undefined) {
		return { tries, answer: { retryAfterSeconds: Math.ceil((first + failureWindowMs - now) / 1000), isLast: false } };
	}
	const counted: Tries = [...recent, [id, now]];
	return { tries: counted, answer: countedAnswer(counted, limit) };
}

export const withoutTry = (tries: Tries, id: string): Tries => tries.filter((earlier) => earlier[0] !== id);

const countedAnswer = (tries: Tries, limit: number): TryAnswer => ({
	retryAfterSeconds: null,
	isLast: tries.length >= limit,
});
