// What the guard learns from D1, and when it stops believing it.
import { hasKeyOf, type Keyring } from "../crypto/envelope";
import { worthOfLesson } from "./holds";
import type { GuardStore } from "./store";
import type { KnownFactor, Lesson } from "./types";

/** After a restore of D1, what was learned from it may be wrong. The marks stay: a used code stays used. */
export function adoptGeneration(store: GuardStore, generation: number): void {
	const { state } = store;
	if (state.generation === generation) return;
	state.generation = generation;
	// Nothing is written for a user who may not exist.
	if (store.factors.size === 0 && state.retiredAt === undefined) return;
	delete state.retiredAt;
	store.revoke(null);
}

/** The factor as learned. If no key opens its envelopes any more, D1 was sealed again, and it is forgotten. */
export function knownFactor(store: GuardStore, keyring: Keyring, id: string): KnownFactor | undefined {
	const factor = store.factors.get(id);
	const sealed = [factor?.sealedSecret, factor?.sealedAddress];
	if (sealed.every((blob) => typeof blob !== "string" || hasKeyOf(keyring, blob))) return factor;
	store.forget(id);
	return undefined;
}

/** Learns a factor, if the lesson is certain. Returns the factor if it counts for this attempt alone. */
export function learn(store: GuardStore, lesson: Lesson, now: number): KnownFactor | undefined {
	const { epoch, subject, factor } = lesson;
	const { state } = store;
	const worth = worthOfLesson(state.heldBy, factor.id, now);
	if (epoch !== state.epoch || worth === "held" || state.retiredAt !== undefined) return undefined;
	takeFirstMark(store, lesson);
	if (worth === "certain") {
		store.learn(subject, factor, now);
		return undefined;
	}
	store.learnSubject(subject);
	return factor;
}

/** Whether the mark is of another secret or of other counters, so that it says nothing of codes under this key. */
export const isMarkOfOther = (mark: { spentKey?: string }, spentKey: string | undefined): boolean =>
	mark.spentKey !== undefined && mark.spentKey !== spentKey;

/** Where a factor that is gone used the secret before, this one goes on. A mark of other counters is no mark. */
function takeFirstMark(store: GuardStore, { factor: { id, spentKey }, firstMark }: Lesson): void {
	const { marks } = store.state;
	const handedOver = spentKey === undefined ? {} : { spentKey };
	const known = marks[id];
	const isOther = known !== undefined && isMarkOfOther(known, spentKey);
	if (known && !isOther) {
		Object.assign(known, handedOver);
	} else if (firstMark !== undefined) {
		marks[id] = { highest: firstMark, drift: 0, ...handedOver };
		store.saveState();
	} else if (isOther) {
		delete marks[id];
		store.saveState();
	}
}
