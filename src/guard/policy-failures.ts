// Wrong codes in a row by challenge type, as challenge policies ask for them. Nothing is refused because of them. PURE.

/** Challenge type → epoch ms of its wrong codes in a row, oldest first. */
export type PolicyFailures = Readonly<Record<string, readonly number[]>>;

/** More than a condition may ask for, so that the row stays short. */
const mostKept = 100;

/** The times are kept, because each policy set says for itself how long failures count. */
export const withWrongCode = (failures: PolicyFailures, challengeType: string, now: number): PolicyFailures => ({
	...failures,
	[challengeType]: [...(failures[challengeType] ?? []), now].slice(-mostKept),
});

export const withoutTypes = (failures: PolicyFailures, challengeTypes: readonly string[]): PolicyFailures =>
	Object.fromEntries(Object.entries(failures).filter(([type]) => !challengeTypes.includes(type)));

/**
 * How many count at the moment: those that follow each other, and the moment, in less than `lockDurationMs`; 0: all.
 */
export const countFailures = (failures: PolicyFailures, lockDurationMs: number, now: number): Record<string, number> =>
	Object.fromEntries(
		Object.entries(failures).map(([type, times]) => {
			const next = (index: number) => times[index + 1] ?? now;
			if (lockDurationMs === 0) return [type, times.length];
			const ended = times.findLastIndex((at, index) => next(index) - at >= lockDurationMs);
			return [type, times.length - 1 - ended];
		}),
	);
