// The guard's rules: the sliding window of failures, and how tokens' codes and answers are judged. PURE.
import { equalConstantTime } from "../crypto/digest";
import { matchConsecutive, matchCounters } from "../otp/hotp";
import { acceptedSteps, maxDriftSteps, stepAt } from "../otp/totp";
import type { TokenMethod } from "./types";

export const failureLimit = 5;
export const failureWindowMs = 5 * 60 * 1000;

/** How far ahead two consecutive codes are searched (RFC 4226 E.4). It is far, because two codes have to fit. */
const resyncLookAhead = 1000;

/** How many steps before the window a code is called expired and not wrong. */
const expiredSteps = 10;

/** What has been consumed. TOTP: the highest accepted step and the learned drift in steps. HOTP: the next counter. */
export interface Mark {
	highest: number;
	drift: number;
}

/** Returns the failures that still count at `now`. */
export const recentFailures = (failures: readonly number[], now: number): number[] =>
	failures.filter((at) => at > now - failureWindowMs);

/**
 * Returns when so many failures have left the window that less than `limit` count, in epoch ms; null if less count now.
 * @param failures oldest first
 */
export function lockedUntil(failures: readonly number[], now: number, limit = failureLimit): number | null {
	const recent = recentFailures(failures, now);
	return recent.length < limit ? null : Math.min(...recent.slice(-limit)) + failureWindowMs;
}

/** Returns the counters whose codes are needed to judge an attempt, in ascending order. */
export function countersFor(
	method: TokenMethod,
	purpose: "judge" | "resync",
	mark: Mark | undefined,
	now: number,
): number[] {
	if (method.kind === "hotp") {
		const next = nextCounter(method, mark);
		const ahead = purpose === "resync" ? resyncLookAhead : method.lookAhead;
		// The counter before the next one is included, so that a code used twice is called replayed.
		return range(Math.max(0, next - 1), next + ahead + (purpose === "resync" ? 1 : 0));
	}
	const step = stepAt(now, method.stepSeconds);
	if (purpose === "resync") {
		const reach = Math.max(maxDriftSteps(method.stepSeconds), method.interval);
		return range(Math.max(0, step - reach), step + reach);
	}
	const accepted = acceptedSteps(step, method.interval, mark?.drift ?? 0);
	return [...range(Math.max(0, step - method.interval - expiredSteps), step - method.interval - 1), ...accepted].sort(
		(a, b) => a - b,
	);
}

/**
 * Which of the counters to try first, and which then: nearly every right code belongs to the expected counter, and
 * most others to a neighbour of it.
 */
export function likelyCounters(
	method: TokenMethod,
	mark: Mark | undefined,
	now: number,
	counters: readonly number[],
): number[][] {
	const expected =
		method.kind === "hotp" ? nextCounter(method, mark) : stepAt(now, method.stepSeconds) + (mark?.drift ?? 0);
	const within = (steps: number) => counters.filter((counter) => Math.abs(counter - expected) <= steps);
	return [within(0), within(1)];
}

export type Judgement =
	/** `mark`, of a token: what is consumed from now on. `deliveryId`, of a sent code: the message that carried it. */
	| { result: "accepted"; mark?: Mark; deliveryId?: string }
	| { result: "wrong" | "replayed" | "expired" }
	/** The counter has moved on since the codes were computed. Compute again. */
	| { result: "stale" };

/** Judges one code against computed codes. `codes[i]` belongs to `counters[i]`. */
export function judgeCode(
	method: TokenMethod,
	mark: Mark | undefined,
	now: number,
	counters: readonly number[],
	codes: readonly string[],
	code: string,
): Judgement {
	const fitting = matchCounters(codes, counters, code);
	if (method.kind === "hotp") {
		const next = nextCounter(method, mark);
		const fresh = fitting.find((counter) => counter >= next);
		if (fresh !== undefined) return { result: "accepted", mark: { highest: fresh + 1, drift: 0 } };
		if (fitting.length > 0) return { result: "replayed" };
		return (counters.at(-1) ?? 0) < next + method.lookAhead ? { result: "stale" } : { result: "wrong" };
	}
	const step = stepAt(now, method.stepSeconds);
	const inWindow = acceptedSteps(step, method.interval, mark?.drift ?? 0);
	const highest = mark?.highest ?? -1;
	const fresh = fitting.find((counter) => counter > highest && inWindow.includes(counter));
	if (fresh !== undefined) {
		return { result: "accepted", mark: { highest: fresh, drift: learnedDrift(method, fresh - step) } };
	}
	if (fitting.some((counter) => counter <= highest)) return { result: "replayed" };
	return { result: fitting.length > 0 ? "expired" : "wrong" };
}

/** Judges two consecutive codes: finds where the token is, and moves the counter or the learned drift there. */
export function judgeResync(
	method: TokenMethod,
	mark: Mark | undefined,
	now: number,
	counters: readonly number[],
	codes: readonly string[],
	first: string,
	second: string,
): Judgement {
	const next = method.kind === "hotp" ? nextCounter(method, mark) : (mark?.highest ?? -1) + 1;
	const start = counters.findIndex((counter) => counter >= next);
	if (start === -1) return { result: "wrong" };
	const counter = matchConsecutive(codes.slice(start), counters.slice(start), first, second);
	if (counter === null) return { result: "wrong" };
	if (method.kind === "hotp") return { result: "accepted", mark: { highest: counter + 1, drift: 0 } };
	const drift = learnedDrift(method, counter - stepAt(now, method.stepSeconds));
	return { result: "accepted", mark: { highest: counter, drift } };
}

/** Judges an answer by its keyed hash. */
export const judgeAnswer = (expectedHash: string, hash: string): Judgement =>
	equalConstantTime(expectedHash, hash) ? { result: "accepted" } : { result: "wrong" };

/** RFC 6238 6: the offset of the last accepted code, within the 30 minutes that any token may be off. */
function learnedDrift(method: Extract<TokenMethod, { kind: "totp" }>, offset: number): number {
	const reach = maxDriftSteps(method.stepSeconds);
	return Math.max(-reach, Math.min(reach, offset));
}

/** The counter that is expected next. Every code before it counts as used. */
export const nextCounter = (method: Extract<TokenMethod, { kind: "hotp" }>, mark: Mark | null | undefined): number =>
	mark ? mark.highest : method.firstCounter;

const range = (first: number, last: number): number[] =>
	Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
