// The steps of proving what waits in a field: its messages, and the answer that is judged. PURE.
import { type Event, type EventOf, refuse, type Stepped, to } from "./event";
import { beginTurn, endTurn, isTold } from "./judging";
import { withSend } from "./sends";
import type { Proof, StateOf } from "./state";

type Proving = StateOf<"REGISTERING" | "PREFERENCES">;

/** A proof that was judged right is over. */
export function stepProof(state: Proving, event: Event): Stepped {
	switch (event.type) {
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
		case "ANSWER_JUDGED": {
			if (isTold(state.proof, event)) return to(state);
			const proof = state.proof && endTurn(state.proof, event);
			return proof ? to({ ...state, proof: event.answered === "right" ? null : proof }) : refuse("state");
		}
		default:
			return refuse("state");
	}
}

function sendBegun(state: Proving, event: EventOf<"SEND_BEGUN">): Stepped {
	const { fieldKey, typeKey } = event;
	if (fieldKey === null) return refuse("not-offered");
	if (state.proof?.judging) return refuse("judging");
	const none: Proof = { fieldKey, typeKey, sends: [], judging: null, answers: 0 };
	const proof = state.proof?.fieldKey === fieldKey ? state.proof : none;
	return to({ ...state, proof: { ...proof, typeKey, sends: withSend(proof.sends, event) } });
}
