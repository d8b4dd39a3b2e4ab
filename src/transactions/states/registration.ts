// The steps of registering: before a person passes, and where there is nothing to be challenged by. PURE.
import { type Action, finalAction } from "../../policies/challenge/checkpoints";
import { asRequired, toBeChallenged } from "./challenge";
import { type Event, type EventOf, refuse, type Stepped, to } from "./event";
import { beginTurn, endTurn } from "./judging";
import { withSend } from "./sends";
import type { Proof, StateOf } from "./state";

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
	switch (event.type) {
		case "REGISTERED":
			return registered(state, event);
		case "SEND_BEGUN":
			return sendBegun(state, event);
		case "SENT":
		case "SEND_TAKEN_BACK":
			return to({ ...state, proof: state.proof && { ...state.proof, sends: withSend(state.proof.sends, event) } });
		case "ANSWER_BEGUN": {
			if (state.proof?.fieldKey !== event.fieldKey || state.proof === null) return refuse("not-offered");
			const proof = beginTurn(state.proof, event);
			return proof ? to({ ...state, proof }) : refuse("judging");
		}
		case "ANSWER_JUDGED":
			return judged(state, event);
		default:
			return refuse("state");
	}
}

function registered(state: Registering, { open }: EventOf<"REGISTERED">): Stepped {
	const { ground, decisionId } = state;
	if (open.parts.length > 0) return to({ ...state, open: ground === null ? asRequired(open) : open });
	if (ground !== null) return to({ name: "ALLOWED", ground });
	// What was registered may be something to be challenged by, such as questions.
	return to(toBeChallenged({ registration: null, decisionId, hasRegistered: true }));
}

function sendBegun(state: Registering, event: EventOf<"SEND_BEGUN">): Stepped {
	const { fieldKey, typeKey } = event;
	if (fieldKey === null) return refuse("not-offered");
	if (state.proof?.judging) return refuse("judging");
	const none: Proof = { fieldKey, typeKey, sends: [], judging: null, answers: 0 };
	const proof = state.proof?.fieldKey === fieldKey ? state.proof : none;
	return to({ ...state, proof: { ...proof, typeKey, sends: withSend(proof.sends, event) } });
}

function judged(state: Registering, event: EventOf<"ANSWER_JUDGED">): Stepped {
	const proof = state.proof && endTurn(state.proof, event);
	if (!proof) return refuse("state");
	if (event.answered !== "right") return to({ ...state, proof });
	// Where there was nothing to be challenged by, the proof is the challenge.
	const ground = state.ground ?? { by: "ANSWER", typeKey: proof.typeKey, isProof: true, at: event.at };
	return to({ ...state, ground, proof: null });
}
