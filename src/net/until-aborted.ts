// Waiting for what can't be cancelled itself, such as a socket, no longer than a signal allows.

export class Aborted extends Error {}

/** Settles as `work` does, or rejects with Aborted once the signal aborts; what `work` does later goes unobserved. */
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
