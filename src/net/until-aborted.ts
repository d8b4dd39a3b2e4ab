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

/**
 * The same for so long. Every call of an object passes here, so it makes one timer and nothing else. The timer ends
 * with the work, because thousands of idle timers slow each other down.
 */
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
