// Receipts with ids that nobody knows: on two connections, one may overtake the answer that tells us its id.

/** By then every message that had left when the receipt came is answered or given up for lost. */
const waitMs = 20_000;
/** Operators bring a receipt again after minutes; what comes later than this counts as new. */
const keepMs = 60 * 60_000;

export class UnclaimedReceipts {
	readonly #since = new Map<string, number>();

	/**
	 * Whether it is worth being brought again. Not for ever: the account may send by other programs too, and some
	 * operators hold back every later receipt for one that is refused.
	 */
	mayBeClaimed(key: string, now: number): boolean {
		const since = this.#since.get(key) ?? now;
		this.#since.set(key, since);
		return now - since < waitMs;
	}

	forgetOld(now: number): void {
		for (const [key, since] of this.#since) if (now - since >= keepMs) this.#since.delete(key);
	}
}
