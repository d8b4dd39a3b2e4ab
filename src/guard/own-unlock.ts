// Unlocking by oneself: a right code of an authenticator that hasn't failed lately clears the window. PURE.
import { type HelpDeskHour, recentHour, unlockRefusal, withUnlock } from "./help-desk";
import { allFailures, type KnownSources, mostFailures } from "./known-sources";
import { recentFailures } from "./rules";
import { streakOf } from "./streaks";
import type { KnownFactor } from "./types";

/** Authenticator → epoch ms of its newest failure. */
export type FailedWith = Readonly<Record<string, number>>;

interface Locked {
	failures: readonly number[];
	knownSources?: KnownSources;
	failedWith?: FailedWith;
	helpDesk?: HelpDeskHour;
}

/** All that an authenticator sends to or shows is one: a text message and a call reach the same phone. */
const authenticatorOf = (factor: KnownFactor): string => factor.authenticatorId ?? streakOf(factor);

const hasFailed = (failedWith: FailedWith, authenticator: string, now: number): boolean =>
	recentFailures([failedWith[authenticator] ?? 0], now).length > 0;

export const withFailed = (failedWith: FailedWith = {}, factor: KnownFactor, now: number): FailedWith => ({
	...Object.fromEntries(
		Object.entries(failedWith).filter(([authenticator]) => hasFailed(failedWith, authenticator, now)),
	),
	[authenticatorOf(factor)]: now,
});

/**
 * Whether a right code would clear the window. It isn't judged otherwise, while the user is locked. Answers can be
 * guessed, so none of them unlocks.
 * @param id of the attempt. Unlocks by oneself and by the help desk have one limit
 */
export const mayUnlock = (state: Locked, factor: KnownFactor, id: string, now: number): boolean =>
	factor.method.kind !== "answer" &&
	!hasFailed(state.failedWith ?? {}, authenticatorOf(factor), now) &&
	unlockRefusal(state.helpDesk, id, now) === null &&
	allFailures(state, now).length < mostFailures;

/** The hour after the unlock. What the first unlock clears is among the failures that are judged in the hour. */
export function withOwnUnlock(state: Locked, id: string, now: number): HelpDeskHour {
	const cleared = recentHour(state.helpDesk, now) ? [] : allFailures(state, now).map(() => now);
	const hour = withUnlock(state.helpDesk, id, now);
	return { ...hour, failures: [...hour.failures, ...cleared] };
}
