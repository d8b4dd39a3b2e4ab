// Limits how many messages are unanswered at once. Beyond the limit, operators throttle an account or cut it off.
import { Aborted } from "../../net/until-aborted";

export class SendWindow {
	#entered = 0;
	readonly #waiting = new Set<{ size: number; enter(): void }>();

	/** Whether the operator owes an answer. */
	get isBusy(): boolean {
		return this.#entered > 0;
	}

	/**
	 * Resolves when there is room, in the order of the calls. Rejects with Aborted. After `enter`, a caller must `leave`.
	 * @param size how many may be in, this caller included; it may differ from call to call
	 */
	async enter(size: number, signal: AbortSignal): Promise<void> {
		if (signal.aborted) throw new Aborted("no room was asked for in time");
		if (this.#entered < size) {
			this.#entered += 1;
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const waiting = { size, enter: resolve };
			this.#waiting.add(waiting);
			// At once, because room that is given to a caller who has gone is lost for good.
			const giveUp = () => {
				this.#waiting.delete(waiting);
				reject(new Aborted("no room in time"));
			};
			signal.addEventListener("abort", giveUp, { once: true });
		});
	}

	leave(): void {
		this.#entered -= 1;
		for (const waiting of this.#waiting) {
			if (this.#entered >= waiting.size) return;
			this.#waiting.delete(waiting);
			this.#entered += 1;
			waiting.enter();
		}
	}
}
