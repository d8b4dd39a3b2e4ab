// The breakers of accounts as this isolate knows them. Tries change them here at once; D1 gets the state after the answer.
import type { Account } from "./accounts/remembered";
import { afterFailure, type BreakerState, breakerPhase, closedBreaker } from "./breaker";

/** Of a try, what its breaker depends on. */
interface TryOutcome {
	result: "accepted" | "failed" | "unknown";
	kind: string | null;
	/** Epoch ms. */
	startedAt: number;
}

/** An account that is read anew from D1 begins with the state that D1 has. */
const states = new WeakMap<Account, BreakerState>();

export const breakerOf = (account: Account): BreakerState => states.get(account) ?? account.storedBreaker;

/**
 * Notes that a try begins. The one message that probes a half-open breaker keeps other messages away.
 * @returns the state before the try, for `noteOutcome`
 */
export function noteProbe(account: Account, now: number): BreakerState {
	const before = breakerOf(account);
	if (breakerPhase(before, now) === "half-open") states.set(account, afterFailure(before, now));
	return before;
}

/**
 * Notes what came of a try. A provider's refusal of one message says nothing about the provider: the breaker stays as it
 * was, and after a probe the next message probes again.
 * @param before as `noteProbe` returned it
 */
export function noteOutcome(account: Account, before: BreakerState, made: TryOutcome, now: number): void {
	const isProbe = breakerPhase(before, made.startedAt) === "half-open";
	if (made.result === "accepted") states.set(account, closedBreaker);
	else if (made.kind !== "permanent") states.set(account, afterFailure(isProbe ? before : breakerOf(account), now));
	else if (isProbe) states.set(account, before);
}
