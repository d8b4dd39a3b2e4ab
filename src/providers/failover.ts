// Who is tried next and for how long: the order of the route, the breakers, and what is left of the time. PURE.
import { type BreakerState, breakerPhase } from "./breaker";

/** From the first provider to the answer. Okta waits three seconds for a hook; this leaves it the rest. */
export const totalBudgetMs = 2_500;

/** A provider that gets less than this would only be asked and not heard. */
const smallestShareMs = 250;

/**
 * The order in which accounts are tried: as the rule says, without those whose breaker is open. When all breakers are
 * open, all accounts are tried: a message that may get through is better than a message that surely doesn't.
 */
export function orderOf<T>(accounts: readonly T[], breakerOf: (account: T) => BreakerState, now: number): T[] {
	const usable = accounts.filter((account) => breakerPhase(breakerOf(account), now) !== "open");
	return usable.length > 0 ? usable : [...accounts];
}

/** Milliseconds for the next provider: what is left, shared evenly by those still to come. Null: the time is used up. */
export function shareOf(elapsedMs: number, providersLeft: number): number | null {
	const left = totalBudgetMs - elapsedMs;
	if (providersLeft < 1 || left < smallestShareMs) return null;
	return Math.max(smallestShareMs, Math.floor(left / providersLeft));
}
