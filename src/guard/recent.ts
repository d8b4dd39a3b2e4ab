// The newest verdicts. A caller that lost the answer asks again under the same id, and gets the same verdict. PURE.
import { equalConstantTime } from "../crypto/digest";
import type { Attempt, Judged, Refusal } from "./types";

/** As many as a person and her retries need in a minute. Each one makes the row longer by some 80 bytes. */
const keptVerdicts = 8;
const keptMs = 60_000;

/** Characters of the hash that binds a verdict to what was judged: 88 bits. */
const bindingLength = 22;

/** Attempt id, hash of what was judged, when (epoch ms), and the verdict. */
export type RecentVerdict = readonly [id: string, binding: string, at: number, verdict: Judged];

/** What the hash is made of. The epoch is not in it: a revocation drops all verdicts. */
export const boundText = ({ purpose, factorId, code, nextCode = "" }: Attempt): string =>
	[purpose, factorId, code, nextCode].join("\0");

export const toBinding = (hash: string): string => hash.slice(0, bindingLength);

const counts = ([, , at]: RecentVerdict, now: number): boolean => Math.abs(now - at) < keptMs;

/** Returns what was judged a moment ago under the id of this attempt. */
export const earlierVerdict = (verdicts: readonly RecentVerdict[], { id, now }: Attempt): RecentVerdict | undefined =>
	verdicts.find((verdict) => verdict[0] === id && counts(verdict, now));

/** Returns the same verdict for the same attempt, and a refusal if the id was another attempt's. */
export const verdictAgain = ([, binding, , verdict]: RecentVerdict, asked: string): Judged | Refusal =>
	equalConstantTime(binding, asked) ? verdict : { result: "unfit", reason: "reused-key" };

export const withVerdict = (
	verdicts: readonly RecentVerdict[],
	{ id, now }: Attempt,
	binding: string,
	verdict: Judged,
): RecentVerdict[] => [
	...verdicts.filter((earlier) => counts(earlier, now)).slice(1 - keptVerdicts),
	[id, binding, now, verdict],
];
