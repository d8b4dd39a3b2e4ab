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
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const deadline = new AbortController();
	const timer = setTimeout(() => deadline.abort(), ms);
	try {
		return await untilAborted(work, deadline.signal);
	} finally {
		clearTimeout(timer);
	}
}
