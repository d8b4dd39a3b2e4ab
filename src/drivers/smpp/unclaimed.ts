// Receipts with unknown ids. With two connections, a receipt may overtake the answer that tells us its id. PURE.

/** After this time, every message that left before the receipt came is answered or given up for lost. */
const waitMs = 20_000;
/** Operators bring a receipt again after minutes. After this time, the same receipt counts as new. */
const keepMs = 60 * 60_000;

export class UnclaimedReceipts {
	readonly #since = new Map<string, number>();

	/**
	 * Whether the operator should bring the receipt again. Not for ever: the account may send by other programs too, and
	 * some operators hold back every later receipt while one is refused.
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
