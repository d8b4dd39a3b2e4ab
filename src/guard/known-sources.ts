// Known sources: browsers in which this user has given a right code. Each has a budget of failures of its own. PURE.
import { failureLimit, lockedUntil, recentFailures } from "./rules";

export interface KnownSources {
	/** SHA-256 of the token, and when it was given out (epoch ms), oldest first. */
	given: readonly (readonly [hash: string, at: number])[];
	/** Failures with these tokens, oldest first. They count as long as all failures do, also when the source is gone. */
	failures: readonly (readonly [hash: string, at: number])[];
}

/** The failures of the last minutes: with known sources, and of everybody else together. */
interface Failing {
	failures: readonly number[];
	knownSources?: KnownSources;
}

const mostSources = 3;
const lifeMs = 90 * 86_400_000;

/** What three known sources and everybody else have together. Sources that come and go don't make it more. */
export const mostFailures = (mostSources + 1) * failureLimit;

/** Null: a token that is made up, of another user, too old or removed is as good as none. */
const sourceOf = ({ knownSources }: Failing, hash: string | undefined, now: number): string | null =>
	knownSources?.given.find(([given, at]) => given === hash && now < at + lifeMs)?.[0] ?? null;

/** The failures that an attempt with this token shares its budget with. */
function budgetOf({ failures, knownSources }: Failing, source: string | null): readonly number[] {
	if (source === null) return failures;
	return (knownSources?.failures ?? []).flatMap(([hash, at]) => (hash === source ? [at] : []));
}

/** All failures that still count, oldest first. */
export const allFailures = ({ failures, knownSources }: Failing, now: number): number[] =>
	recentFailures([...failures, ...(knownSources?.failures ?? []).map(([, at]) => at)], now).sort((a, b) => a - b);

/**
 * Until when an attempt with this token isn't judged, in epoch ms; null if it is judged.
 * @param hash of the token; undefined: the attempt bears none
 */
export function lockedFor(failing: Failing, hash: string | undefined, now: number): number | null {
	const own = lockedUntil(budgetOf(failing, sourceOf(failing, hash, now)), now);
	const all = lockedUntil(allFailures(failing, now), now, mostFailures);
	return own === null || all === null ? (own ?? all) : Math.max(own, all);
}

/** @returns also whether this failure is the last one of its budget */
export function withFailureOf(
	failing: Failing,
	hash: string | undefined,
	now: number,
): { counted: Pick<Failing, "knownSources"> & { failures: number[] }; isLast: boolean } {
	const source = sourceOf(failing, hash, now);
	const { knownSources } = failing;
	const failures = recentFailures(failing.failures, now);
	const counted =
		source === null || knownSources === undefined
			? { failures: [...failures, now], knownSources }
			: {
					failures,
					knownSources: { ...knownSources, failures: [...recent(knownSources, now), [source, now] as const] },
				};
	return { counted, isLast: recentFailures(budgetOf(counted, source), now).length === failureLimit };
}

/** Takes a new source in the place of the oldest one. Whoever bears a known one keeps that. */
export function withSource(failing: Failing, hash: string, borne: string | undefined, now: number): KnownSources {
	const { given = [] } = failing.knownSources ?? {};
	const failures = failing.knownSources ? recent(failing.knownSources, now) : [];
	if (sourceOf(failing, borne, now) !== null) return { given, failures };
	return { given: [...given, [hash, now] as const].slice(-mostSources), failures };
}

export const isKnown = ({ knownSources }: Failing, hash: string): boolean =>
	knownSources?.given.some(([given]) => given === hash) ?? false;

/** Nobody is known any more. What was counted goes on counting. */
export const withoutSources = (sources: KnownSources | undefined): KnownSources | undefined =>
	sources && { ...sources, given: [] };

/** The failures are cleared, and who is known stays so. */
export const withoutFailures = (sources: KnownSources | undefined): KnownSources | undefined =>
	sources && { ...sources, failures: [] };

const recent = ({ failures }: KnownSources, now: number): KnownSources["failures"] =>
	failures.filter(([, at]) => recentFailures([at], now).length > 0);
