// The steps of registering: before a person passes, and where there is nothing to be challenged by. PURE.
import { type Action, finalAction } from "../../policies/challenge/checkpoints";
import { asRequired, toBeChallenged } from "./challenge";
import { type Event, type EventOf, refuse, type Stepped, to } from "./event";
import { stepProof } from "./proof";
import type { StateOf } from "./state";

const registrations: readonly Action[] = [
	"REGISTRATION_REQUIRED",
	"REGISTER",
	"REGISTER_USER_INFO",
	"REGISTER_QUESTIONS",
	"REGISTER_PREFERENCES",
	"REGISTER_OPTIONAL",
];

export const isRegistration = (action: Action): boolean => registrations.includes(action);

/** What the policies ask for together: after the password, and now. */
export const registrationOf = (
	{ registration }: Pick<StateOf<"REGISTRATION_DUE">, "registration">,
	decided: Action,
): Action => finalAction([decided, ...(registration === null ? [] : [registration])]);

export function stepRegistration(state: StateOf<"REGISTRATION_DUE">, event: Event): Stepped {
	if (event.type !== "REGISTRATION_DECIDED") return refuse("state");
	const { action, open } = event;
	if (action === "BLOCK") return to({ name: "BLOCKED", reason: "REGISTRATION" });
	const { ground } = state;
	if (open.parts.length === 0) return to({ name: "ALLOWED", ground });
	return to({ name: "REGISTERING", ground, action, open, proof: null, decisionId: null });
}

type Registering = StateOf<"REGISTERING">;

export function stepRegistering(state: Registering, event: Event): Stepped {
	if (event.type === "REGISTERED") return registered(state, event);
	const stepped = stepProof(state, event);
	if (event.type !== "ANSWER_JUDGED" || state.ground !== null || state.proof === null || !stepped.ok) return stepped;
	const after = stepped.state as Registering;
	if (after.proof !== null) return stepped;
	// Where there was nothing to be challenged by, the proof is the challenge.
	const ground = { by: "ANSWER", typeKey: state.proof.typeKey, isProof: true, at: event.at } as const;
	return to({ ...after, ground });
}

function registered(state: Registering, { open }: EventOf<"REGISTERED">): Stepped {
	const { ground, decisionId } = state;
	if (open.parts.length > 0) return to({ ...state, open: ground === null ? asRequired(open) : open });
	if (ground !== null) return to({ name: "ALLOWED", ground });
	// What was registered may be something to be challenged by, such as questions.
	return to(toBeChallenged({ registration: null, decisionId, hasRegistered: true }));
}
