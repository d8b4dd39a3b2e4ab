// Failures in a row with one authenticator of the user, whatever time lies between (NIST SP 800-63B-4 3.2.2). PURE.
import type { KnownFactor, Refusal } from "./types";

/** Only a right code, or an administrator, ends it. */
export interface Streak {
	failures: number;
	/** Epoch ms of the newest failure. */
	lastAt: number;
}

/** By `streakOf`. */
export type Streaks = Readonly<Record<string, Streak>>;

/** What a factor's failures in a row are counted by: its id, or what it is counted as. */
export const streakOf = ({ id, countedAs }: Pick<KnownFactor, "id" | "countedAs">): string => countedAs ?? id;

const minuteMs = 60_000;

/** Failures in a row → how long no attempt is judged after that failure. */
export const pauses: ReadonlyMap<number, number> = new Map([
	[20, 30 * minuteMs],
	[50, 4 * 60 * minuteMs],
]);

/** After so many failures nothing is judged until an administrator unlocks the user. */
export const closingFailures = 100;

/** When attempts are judged again, in epoch ms; null if they are judged now, or never again by themselves. */
export function pausedUntil({ failures, lastAt }: Streak, now: number): number | null {
	const pauseMs = pauses.get(failures);
	return pauseMs !== undefined && lastAt + pauseMs > now ? lastAt + pauseMs : null;
}

export const isClosed = ({ failures }: Streak): boolean => failures >= closingFailures;

export function streakRefusal(streak: Streak | undefined, now: number): Refusal | null {
	if (!streak) return null;
	if (isClosed(streak)) return { result: "closed" };
	const until = pausedUntil(streak, now);
	return until === null ? null : { result: "locked", retryAfterSeconds: Math.ceil((until - now) / 1000) };
}

export const withFailure = (streaks: Streaks, counter: string, now: number): Streaks => ({
	...streaks,
	[counter]: { failures: (streaks[counter]?.failures ?? 0) + 1, lastAt: now },
});

export function withoutStreak(streaks: Streaks, counter: string): Streaks {
	const { [counter]: _ended, ...others } = streaks;
	return others;
}
