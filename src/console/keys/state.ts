// What a sealing key is now and what to do with it, from what it still seals. PURE.

interface Key {
	id: string;
	isCurrent: boolean;
	since: string | null;
}

export interface KeyState {
	id: string;
	since: string | null;
	/** A missing key seals values, and the configuration doesn't have it. */
	state: "current" | "old" | "missing";
	/** Null where nobody has counted. */
	count: number | null;
	step: "keep" | "count" | "wait" | "remove" | "restore";
}

/** The keys of the configuration in their order, and then those that are missing there. */
export function keyStates(
	keys: readonly Key[],
	counts: readonly { keyId: string; count: number }[] | null,
): KeyState[] {
	const countOf = (id: string) =>
		counts?.reduce((sum, { keyId, count }) => (keyId === id ? sum + count : sum), 0) ?? null;
	const known = keys.map(({ id, since, isCurrent }): KeyState => {
		const count = countOf(id);
		if (isCurrent) return { id, since, state: "current", count, step: "keep" };
		return { id, since, state: "old", count, step: count === null ? "count" : count === 0 ? "remove" : "wait" };
	});
	const ids = new Set(keys.map(({ id }) => id));
	const missing = new Set((counts ?? []).map(({ keyId }) => keyId).filter((id) => !ids.has(id)));
	return [
		...known,
		...[...missing].map((id): KeyState => ({ id, since: null, state: "missing", count: countOf(id), step: "restore" })),
	];
}
