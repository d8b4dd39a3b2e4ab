// Spares the suite a twentieth of its time: the pool looks in a stack trace for whoever sets a timer. It makes a
// difference for timers without a delay alone.

const pools = globalThis.setTimeout;
const real: typeof setTimeout = Object.getPrototypeOf(globalThis).setTimeout;

/** From now on a timer with a delay is the runtime's own. The pool has no setting for it. */
export function setTimersPlainly(): void {
	globalThis.setTimeout = ((...timer: Parameters<typeof setTimeout>) =>
		(timer[1] ? real : pools).apply(globalThis, timer)) as typeof setTimeout;
}
