// The circuit breaker of an account: after failures in a row it is left out for a while, then probed once. PURE.

export interface BreakerState {
	/** Failures since the last success. */
	failures: number;
	/** Epoch ms until which the account is left out; null while it is closed. */
	openUntil: number | null;
}

/** The state of a new account, and of any account after a success. */
export const closedBreaker: BreakerState = { failures: 0, openUntil: null };

const failuresToOpen = 5;
const openForMs = 30_000;

/** closed: the account is used. open: it is left out. half-open: one message may probe it. */
export function breakerPhase(state: BreakerState, now: number): "closed" | "open" | "half-open" {
	if (state.openUntil === null) return "closed";
	return now < state.openUntil ? "open" : "half-open";
}

export function afterFailure(state: BreakerState, now: number): BreakerState {
	const failures = state.failures + 1;
	return { failures, openUntil: failures >= failuresToOpen ? now + openForMs : null };
}
