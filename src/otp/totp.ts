// Time as a counter (RFC 6238): the step of a moment, and the steps whose codes are accepted. PURE.

// How far a token's clock may be off, in either direction. A clock that is further off is broken.
const maxDriftSeconds = 30 * 60;

/**
 * Returns the time step of a moment (RFC 6238 section 4.2).
 * @param timeMs moment, Unix time in milliseconds
 * @param stepSeconds length of a step in whole seconds, 1 or more
 * @param t0Seconds Unix time in seconds at which step 0 begins
 * @returns number of whole steps since `t0Seconds`
 * @throws RangeError when the step isn't a positive integer or the moment lies before `t0Seconds`
 */
export function stepAt(timeMs: number, stepSeconds: number, t0Seconds = 0): number {
	refuseBadStep(stepSeconds);
	const step = Math.floor((timeMs - t0Seconds * 1000) / (stepSeconds * 1000));
	if (!Number.isSafeInteger(step) || step < 0) throw new RangeError("time must not lie before the first step");
	return step;
}

/**
 * Lists the steps whose codes are accepted. There are two windows: around the server's step, and around the step of the
 * token's clock when it was last seen. Both count, because the user may have corrected the clock since.
 * @param now the server's step
 * @param interval steps accepted on either side
 * @param drift steps the token was last ahead of the server; below zero when behind
 * @returns steps in ascending order, each once, none below zero
 * @throws RangeError when `now` or `interval` isn't a whole number from 0, or `drift` isn't a whole number
 */
export function acceptedSteps(now: number, interval: number, drift: number): number[] {
	const low = Math.min(now, now + drift);
	const high = Math.max(now, now + drift);
	if (![now, interval, drift, high + interval].every(Number.isSafeInteger) || now < 0 || interval < 0) {
		throw new RangeError("steps must be whole numbers, now and interval not below zero");
	}
	const steps: number[] = [];
	for (let step = Math.max(0, low - interval); step <= low + interval; step++) steps.push(step);
	for (let step = Math.max(0, low + interval + 1, high - interval); step <= high + interval; step++) steps.push(step);
	return steps;
}

/**
 * Returns how many steps of drift may be learned: as many as 30 minutes hold.
 * @param stepSeconds length of a step in whole seconds, 1 or more
 * @returns whole steps, 0 when a step is longer than 30 minutes
 * @throws RangeError when the step isn't a positive integer
 */
export function maxDriftSteps(stepSeconds: number): number {
	refuseBadStep(stepSeconds);
	return Math.floor(maxDriftSeconds / stepSeconds);
}

function refuseBadStep(stepSeconds: number): void {
	if (!Number.isSafeInteger(stepSeconds) || stepSeconds < 1) throw new RangeError("step must be a positive integer");
}
