// When a signing key is published, signs, and is published no more: four states, one after the other. PURE.

/** NEXT and RETIRING are published too, so that nobody meets a signature whose key is unknown. */
export const keyStates = ["NEXT", "CURRENT", "RETIRING", "REMOVED"] as const;
export type KeyState = (typeof keyStates)[number];

/** Those whose keys we make, and the one whose keys are uploaded. */
export const ownAlgorithms = ["ES256", "EdDSA"] as const;
export const signingAlgorithms = [...ownAlgorithms, "RS256"] as const;
export type OwnAlgorithm = (typeof ownAlgorithms)[number];
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

export interface KeyInTime {
	kid: string;
	state: KeyState;
	/** Epoch ms. */
	stateSince: number;
}

/** How long a result counts. */
export const resultLifeMs = 120_000;
/** For how long whoever verifies may keep the published keys. */
export const cachedMs = 300_000;

/** Longer than anybody keeps the published keys. */
export const publishedBeforeMs = 3_600_000;
const ownSignsMs = 90 * 86_400_000;
/** Longer than a result counts and its key is kept. */
const publishedAfterMs = 3_600_000;

export interface KeyChange {
	kid: string;
	from: KeyState;
	to: KeyState;
}

export interface Rotation {
	/** In this order, so that there is never a second key in a state that one key has. */
	changes: readonly KeyChange[];
	/** In which states there are no keys yet. */
	missing: readonly Extract<KeyState, "NEXT" | "CURRENT">[];
}

interface Circumstances {
	/** The current key has become known: nobody may believe it any more. */
	isUrgent?: boolean;
	/** After how long the next key takes over, once it has been published for long enough. */
	signsMs?: number;
}

/** What is due for the keys of one algorithm, and of one application where keys are uploaded. */
export function rotationOf(
	keys: readonly KeyInTime[],
	now: number,
	{ isUrgent = false, signsMs = ownSignsMs }: Circumstances = {},
): Rotation {
	const inState = (state: KeyState) => keys.filter((key) => key.state === state);
	const [current] = inState("CURRENT");
	const [next] = inState("NEXT");
	const isOver = ({ stateSince }: KeyInTime, forMs: number) => now - stateSince >= forMs;
	const removed = inState("RETIRING")
		.filter((key) => isOver(key, publishedAfterMs))
		.map(({ kid }): KeyChange => ({ kid, from: "RETIRING", to: "REMOVED" }));
	const isReady = next !== undefined && isOver(next, publishedBeforeMs);
	const ends = current !== undefined && (isUrgent || (isOver(current, signsMs) && isReady));
	const begins = next !== undefined && (ends || current === undefined);
	const ended = ends ? [{ kid: current.kid, from: "CURRENT", to: isUrgent ? "REMOVED" : "RETIRING" } as const] : [];
	const begun = begins ? [{ kid: next.kid, from: "NEXT", to: "CURRENT" } as const] : [];
	const hasCurrent = begins || (current !== undefined && !ends);
	return {
		changes: [...removed, ...ended, ...begun],
		missing: [...(hasCurrent ? [] : (["CURRENT"] as const)), ...(next && !begins ? [] : (["NEXT"] as const))],
	};
}

export const isPublished = ({ state }: Pick<KeyInTime, "state">): boolean => state !== "REMOVED";
