// What a page says of the messages with a code: what became of them, and when another one may go. PURE.
import type { WaitingStep } from "../challenges/challenge";
import type { Send } from "../transactions/states/state";

interface Facts {
	/** With codes of one type. */
	sends: readonly Send[];
	/** Of the last one; null where there is none. */
	step: WaitingStep | null;
	/** How long a code can be used. */
	lifeMs: number;
	/** Between two messages. */
	cooldownMs: number;
	/** A page waits no longer for news. */
	longestMs: number;
	/** As often one code is sent. */
	mostSends: number;
	now: number;
}

export interface Message {
	/**
	 * `unsent`: none has left. `failed`: the last one doesn't arrive. `perhaps`: nobody knows whether it has left.
	 * `quiet`: it has left, and there is no news for long.
	 */
	is: "unsent" | "waiting" | "failed" | "perhaps" | "quiet" | "sent";
	/** Epoch ms of the last one. */
	at: number | null;
	/** An earlier one had the same code, so there may be a code to type. */
	hasEarlier: boolean;
	/** Epoch ms: when the code ends. */
	endsAt: number | null;
	/** Until another message may leave; null: the code was sent as often as it may be. */
	resendInSeconds: number | null;
}

export function messageOf(facts: Facts): Message {
	const { sends, lifeMs, cooldownMs, mostSends, now } = facts;
	const last = sends.at(-1);
	if (!last) return { is: "unsent", at: null, hasEarlier: false, endsAt: null, resendInSeconds: 0 };
	const ofCode = ofLastCode(sends, lifeMs);
	const endsAt = (ofCode[0] ?? last).at + lifeMs;
	const isOver = now >= endsAt;
	return {
		is: stateOf(facts, last),
		at: last.at,
		hasEarlier: ofCode.length > 1,
		endsAt,
		resendInSeconds:
			isOver || ofCode.length < mostSends ? Math.max(0, Math.ceil((last.at + cooldownMs - now) / 1000)) : null,
	};
}

function stateOf({ step, longestMs, now }: Facts, last: Send): Message["is"] {
	if (step === "error") return "failed";
	if (step === "wait") return now < last.at + longestMs ? "waiting" : "quiet";
	return last.outcome === "PERHAPS" ? "perhaps" : "sent";
}

/** A message after the life of a code brings a new code. */
function ofLastCode(sends: readonly Send[], lifeMs: number): readonly Send[] {
	let first = 0;
	for (const [index, { at }] of sends.entries()) {
		if (at >= (sends[first]?.at ?? at) + lifeMs) first = index;
	}
	return sends.slice(first);
}
