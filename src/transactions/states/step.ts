// The one function that moves a transaction from state to state. It knows no clock and asks nobody. PURE.
import { stepAnswering, stepChallenge, stepOffered, toBeChallenged } from "./challenge";
import { type Event, refuse, type Stepped, to } from "./event";
import { stepPreferences, stepPreferencesDue } from "./preferences";
import { isRegistration, stepRegistering, stepRegistration } from "./registration";
import { isFinal, type State, type StateName, type StateOf } from "./state";

type Steps = { [Name in StateName]: (state: StateOf<Name>, event: Event) => Stepped };

/** One entry for each state: the compiler names a state that has none. */
const steps: Steps = {
	DEVICE_DUE: ({ next }, event) => {
		if (event.type !== "DEVICE_DECIDED") return refuse("state");
		return to(event.isBlocked ? { name: "BLOCKED", reason: "PRE_AUTHENTICATION" } : { name: `${next}_DUE` });
	},
	PRE_AUTHENTICATION_DUE: (_, event) => {
		if (event.type !== "PRE_AUTHENTICATION_DECIDED") return refuse("state");
		return to(event.isBlocked ? { name: "BLOCKED", reason: "PRE_AUTHENTICATION" } : { name: "PASSWORD" });
	},
	PASSWORD: (state, event) => {
		if (event.type !== "PASSWORD_TOLD") return refuse("state");
		// The application counts its wrong passwords itself. The person may type another one.
		return to(event.result === "right" ? { name: "POST_AUTHENTICATION_DUE" } : state);
	},
	POST_AUTHENTICATION_DUE: (_, event) => {
		if (event.type !== "POST_AUTHENTICATION_DECIDED") return refuse("state");
		const { action, isWithoutMethod, decisionId } = event;
		if (action === "ALLOW") return to({ name: "REGISTRATION_DUE", ground: { by: "POLICY" }, registration: null });
		if (action === "BLOCK") {
			return to({ name: "BLOCKED", reason: isWithoutMethod ? "NO_METHOD" : "POST_AUTHENTICATION" });
		}
		// Whoever must register is challenged first. Otherwise the password alone could replace a proven number.
		return to(toBeChallenged({ registration: isRegistration(action) ? action : null, decisionId }));
	},
	CHALLENGE_DUE: stepChallenge,
	OFFERED: stepOffered,
	ANSWERING: stepAnswering,
	REGISTRATION_DUE: stepRegistration,
	REGISTERING: stepRegistering,
	PREFERENCES_DUE: stepPreferencesDue,
	PREFERENCES: stepPreferences,
	ALLOWED: () => refuse("state"),
	BLOCKED: () => refuse("state"),
	CANCELLED: () => refuse("state"),
	EXPIRED: () => refuse("state"),
};

export function step(state: State, event: Event): Stepped {
	if (!isFinal(state) && (event.type === "CANCELLED" || event.type === "EXPIRED")) return to({ name: event.type });
	return (steps[state.name] as (state: State, event: Event) => Stepped)(state, event);
}
