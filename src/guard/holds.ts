// Holds: changes under way in D1. While one lasts, the guard learns nothing of what changes. PURE.

/** A change that is about to be made in D1. Only its owner ends it, so two changes at once don't end each other. */
export interface Hold {
	/** Made by the owner. */
	id: string;
	/** The factor that changes; null: the user, or all factors. */
	factorId: string | null;
	/** The user may not sign in any more, so codes that were sent are dead. */
	endsCodes: boolean;
}

/** Hold id → what changes, and since when (epoch ms). */
export type Holds = Readonly<Record<string, { factorId: string | null; since: number }>>;

/** Longer than any request takes that has read the old row from D1. */
const heldMs = 60_000;

/** Longer than D1 can take to make a change that nobody waits for any more. */
const doubtfulMs = 10 * 60_000;

/**
 * What a lesson about a factor is worth. `held`: nothing, because it may be from before the change. `doubtful`: nobody
 * ended the change, which may still be made; so the lesson counts for one attempt, and isn't kept. `certain`: no change
 * is under way.
 */
export function worthOfLesson(holds: Holds, factorId: string, now: number): "held" | "doubtful" | "certain" {
	const ages = Object.values(holds)
		.filter((hold) => hold.factorId === null || hold.factorId === factorId)
		.map(({ since }) => now - since)
		.filter((age) => age < doubtfulMs);
	if (ages.length === 0) return "certain";
	return Math.min(...ages) < heldMs ? "held" : "doubtful";
}

export const withHold = (holds: Holds, { id, factorId }: Hold, now: number): Holds => ({
	...Object.fromEntries(Object.entries(holds).filter(([, { since }]) => now - since < doubtfulMs)),
	[id]: { factorId, since: now },
});

export function withoutHold(holds: Holds, id: string): Holds {
	const { [id]: _ended, ...others } = holds;
	return others;
}
