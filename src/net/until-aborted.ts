// Waiting for work that can't be cancelled, such as a socket's, no longer than a signal allows.

export class Aborted extends Error {}

/** Settles as `work` does, or rejects with Aborted when the signal aborts. What `work` does after that is ignored. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	let stop = () => {};
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(new Aborted("no answer in time"));
	});
	if (signal.aborted) stop();
	signal.addEventListener("abort", stop);
	try {
		return await Promise.race([work, stopped]);
	} finally {
		signal.removeEventListener("abort", stop);
		work.catch(() => {});
	}
}

/** The same for so long. The timer ends with the work, because thousands of idle timers slow each other down. */
export function within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Aborted("no answer in time")), ms);
		work.then(
			(answer) => {
				clearTimeout(timer);
				resolve(answer);
			},
			(error: unknown) => {
				clearTimeout(timer);
				reject(error);
			},
		);
	});
}

interface Waiting {
	/** By the clock of timers, in ms. */
	endsAt: number;
	/** Null: the work has ended. */
	stop: ((reason: Aborted) => void) | null;
}

/**
 * The same for all that one request waits for, with one timer, and another one only for an earlier end. A timer isn't
 * cleared when the work ends, because that takes time on each warm path. It rings for nothing, or ends with its
 * request.
 */
export class Deadlines {
	#waiting: Waiting[] = [];
	/** When the next timer rings. */
	#ringsAt = Number.POSITIVE_INFINITY;

	within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			const waiting: Waiting = { endsAt: performance.now() + ms, stop: reject };
			this.#waiting.push(waiting);
			this.#ringBy(waiting.endsAt);
			work.then(
				(answer) => {
					waiting.stop = null;
					resolve(answer);
				},
				(error: unknown) => {
					waiting.stop = null;
					reject(error);
				},
			);
		});
	}

	/** An earlier ring stays. */
	#ringBy(at: number): void {
		if (this.#ringsAt <= at) return;
		this.#ringsAt = at;
		setTimeout(() => this.#ring(), at - performance.now());
	}

	#ring(): void {
		this.#ringsAt = Number.POSITIVE_INFINITY;
		const now = performance.now();
		for (const { endsAt, stop } of this.#waiting) if (endsAt <= now) stop?.(new Aborted("no answer in time"));
		this.#waiting = this.#waiting.filter(({ endsAt, stop }) => stop !== null && endsAt > now);
		for (const { endsAt } of this.#waiting) this.#ringBy(endsAt);
	}
}
