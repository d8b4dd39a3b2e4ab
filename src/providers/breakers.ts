// The breakers of accounts, as this isolate knows them. A try changes them here at once, and in D1 after the answer.
import type { Account } from "./accounts/remembered";
import { afterFailure, type BreakerState, breakerPhase, closedBreaker } from "./breaker";

/** The part of a try that its breaker depends on. */
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
 * Notes that a try begins. While one message probes a half-open breaker, other messages stay away.
 * @returns the state before the try, for `noteOutcome`
 */
export function noteProbe(account: Account, now: number): BreakerState {
	const before = breakerOf(account);
	if (breakerPhase(before, now) === "half-open") states.set(account, afterFailure(before, now));
	return before;
}

/**
 * Notes what came of a try. A provider that refuses one message may be healthy, so the breaker stays as it was. After
 * such a probe the next message probes again.
 * @param before as `noteProbe` returned it
 */
export function noteOutcome(account: Account, before: BreakerState, made: TryOutcome, now: number): void {
	const isProbe = breakerPhase(before, made.startedAt) === "half-open";
	if (made.result === "accepted") states.set(account, closedBreaker);
	else if (made.kind !== "permanent") states.set(account, afterFailure(isProbe ? before : breakerOf(account), now));
	else if (isProbe) states.set(account, before);
}
