// Noticing that the parent process is gone, so that nothing of ours lives on without an owner.

const checkEveryMs = 500;

/** Calls `ended` once when this process has lost the parent it started with. Keeps no process alive by itself. */
export function whenParentEnds(ended) {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		ended();
	}, checkEveryMs);
	timer.unref();
}
