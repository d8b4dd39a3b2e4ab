// Who is tried next and for how long: the order of the route, the breakers, and what is left of the time. PURE.
import { type BreakerState, breakerPhase } from "./breaker";

/** The time for all providers together. Okta waits three seconds for a hook, and the rest of them stays for us. */
export const totalBudgetMs = 2_500;

/** With less time than this, a provider would get the message, but we wouldn't hear its answer. */
const smallestShareMs = 250;

/**
 * The order in which accounts are tried: the rule's order, without accounts whose breaker is open. When all breakers
 * are open, all accounts are tried. A message that may get through is better than a message that surely doesn't.
 */
export function orderOf<T>(accounts: readonly T[], breakerOf: (account: T) => BreakerState, now: number): T[] {
	const usable = accounts.filter((account) => breakerPhase(breakerOf(account), now) !== "open");
	return usable.length > 0 ? usable : [...accounts];
}

/**
 * Milliseconds for the next provider: its even share of the time that is left. Null when too little time is left.
 * @param budgetMs the time for all providers together
 */
export function shareOf(elapsedMs: number, providersLeft: number, budgetMs = totalBudgetMs): number | null {
	const left = budgetMs - elapsedMs;
	if (providersLeft < 1 || left < smallestShareMs) return null;
	return Math.max(smallestShareMs, Math.floor(left / providersLeft));
}
