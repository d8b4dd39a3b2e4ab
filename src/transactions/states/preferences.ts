// The steps of changing preferences: whoever has something to be challenged by is challenged first. PURE.
import { changesMs } from "../facts";
import { toBeChallenged } from "./challenge";
import { type Event, refuse, type Stepped, to } from "./event";
import { stepProof } from "./proof";
import type { StateOf } from "./state";

export function stepPreferencesDue(_: StateOf<"PREFERENCES_DUE">, event: Event): Stepped {
	if (event.type !== "PREFERENCES_DECIDED") return refuse("state");
	const { isBlocked, isBare, at } = event;
	if (isBlocked) return to({ name: "BLOCKED", reason: "PREFERENCES" });
	if (isBare) return to({ name: "PREFERENCES", ground: { by: "POLICY" }, changesUntil: at + changesMs, proof: null });
	return to(toBeChallenged({ registration: null, decisionId: null, opensPreferences: true }));
}

export function stepPreferences(state: StateOf<"PREFERENCES">, event: Event): Stepped {
	return event.type === "FINISHED" ? to({ name: "ALLOWED", ground: state.ground }) : stepProof(state, event);
}
