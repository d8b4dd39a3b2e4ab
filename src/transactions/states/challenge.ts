// The steps of a challenge: what is offered, what was chosen, and whose answer is judged. PURE.
import { changesMs } from "../facts";
import { type Challenged, type Event, type EventOf, refuse, type Stepped, to } from "./event";
import { beginTurn, endTurn, isTold } from "./judging";
import { withSend } from "./sends";
import type { Challenging, Offer, StateOf } from "./state";

/** A challenge that the policies are asked about for the first time. */
export const toBeChallenged = (
	more: Pick<Challenging, "registration" | "decisionId"> & Partial<Challenging>,
): StateOf<"CHALLENGE_DUE"> => ({
	name: "CHALLENGE_DUE",
	asked: null,
	offer: [],
	sends: {},
	hasRegistered: false,
	...more,
});

export function stepChallenge(state: StateOf<"CHALLENGE_DUE">, event: Event): Stepped {
	switch (event.type) {
		case "CHALLENGE_DECIDED":
			return decided(state, event.challenged);
		case "ANSWER_JUDGED":
			return isTold(state.asked, event) ? to(state) : refuse("state");
		case "SENT":
		case "SEND_TAKEN_BACK":
			return to(withMessage(state, event));
		default:
			return refuse("state");
	}
}

function decided(state: StateOf<"CHALLENGE_DUE">, challenged: Challenged): Stepped {
	const { asked, ...challenging } = state;
	switch (challenged.says) {
		case "BLOCK":
			return to({ name: "BLOCKED", reason: challenged.reason });
		case "REGISTER": {
			const { action, open } = challenged;
			// Whoever had something to be challenged by doesn't register instead. And nobody registers for it twice.
			const isInstead =
				asked === null && challenging.offer.length === 0 && !state.hasRegistered && !state.opensPreferences;
			if (!isInstead || open.parts.length === 0) return to({ name: "BLOCKED", reason: "NO_METHOD" });
			const { decisionId } = state;
			return to({ name: "REGISTERING", ground: null, action, open: asRequired(open), proof: null, decisionId });
		}
		case "OFFER": {
			const offer = keepingDrawn(challenging.offer, challenged.offer);
			if (offer.length === 0) return to({ name: "BLOCKED", reason: "NO_METHOD" });
			const stays = asked !== null && offer.some(({ typeKey }) => typeKey === asked.typeKey);
			return to(
				stays ? { ...challenging, name: "ANSWERING", offer, asked } : { ...challenging, name: "OFFERED", offer },
			);
		}
	}
}

/** Without a ground, nobody gets past a page by leaving it out. */
export const asRequired = <T extends { maySkip: boolean; mayDecline: boolean }>(open: T): T => ({
	...open,
	maySkip: false,
	mayDecline: false,
});

/** A question that was drawn stays, so that nobody draws until an easy one comes. */
const keepingDrawn = (before: readonly Offer[], now: readonly Offer[]): readonly Offer[] =>
	now.map((offer) => before.find(({ typeKey }) => typeKey === offer.typeKey) ?? offer);

export function stepOffered(state: StateOf<"OFFERED">, event: Event): Stepped {
	switch (event.type) {
		case "CHOSEN":
			return chosen(state, event);
		case "SENT":
		case "SEND_TAKEN_BACK":
			return to(withMessage(state, event));
		default:
			return refuse("state");
	}
}

export function stepAnswering(state: StateOf<"ANSWERING">, event: Event): Stepped {
	switch (event.type) {
		case "CHOSEN":
			return state.asked.judging === null ? chosen(state, event) : refuse("judging");
		case "SEND_BEGUN":
			return isAsked(state, event) ? to(withMessage(state, event)) : refuse("not-offered");
		case "SENT":
		case "SEND_TAKEN_BACK":
			return to(withMessage(state, event));
		case "ANSWER_BEGUN": {
			if (!isAsked(state, event)) return refuse("not-offered");
			const asked = beginTurn(state.asked, event);
			return asked ? to({ ...state, asked }) : refuse("judging");
		}
		case "ANSWER_JUDGED":
			return judged(state, event);
		default:
			return refuse("state");
	}
}

/** The person may have chosen another type meanwhile. */
const isAsked = ({ asked }: StateOf<"ANSWERING">, event: EventOf<"SEND_BEGUN" | "ANSWER_BEGUN">): boolean =>
	event.fieldKey === null && event.typeKey === asked.typeKey;

function chosen(state: StateOf<"OFFERED" | "ANSWERING">, event: EventOf<"CHOSEN">): Stepped {
	const { typeKey, choiceId, pad, phraseSealed } = event;
	const { name: _, ...challenging } = state;
	const { offer } = challenging;
	const choices = offer.find((one) => one.typeKey === typeKey)?.choices ?? [];
	if (!choices.some(({ id }) => id === choiceId)) return refuse("not-offered");
	const phrase = phraseSealed === undefined ? {} : { phraseSealed };
	const asked = { typeKey, choiceId, pad, ...phrase, judging: null, answers: 0 };
	return to({ ...challenging, name: "ANSWERING", asked });
}

function judged(state: StateOf<"ANSWERING">, event: EventOf<"ANSWER_JUDGED">): Stepped {
	if (isTold(state.asked, event)) return to(state);
	const asked = endTurn(state.asked, event);
	if (!asked) return refuse("state");
	switch (event.answered) {
		case "right": {
			const ground = { by: "ANSWER", typeKey: asked.typeKey, isProof: false, at: event.at } as const;
			if (state.opensPreferences) {
				return to({ name: "PREFERENCES", ground, changesUntil: event.at + changesMs, proof: null });
			}
			return to({ name: "REGISTRATION_DUE", ground, registration: state.registration });
		}
		case "wrong":
			// A type may have reached its limit, so the policies say again what is offered.
			return to({ ...state, name: "CHALLENGE_DUE", asked });
		case "unjudged":
			return to({ ...state, asked });
	}
}

function withMessage<S extends StateOf<"CHALLENGE_DUE" | "OFFERED" | "ANSWERING">>(
	state: S,
	event: EventOf<"SEND_BEGUN" | "SEND_TAKEN_BACK" | "SENT">,
): S {
	if (event.type === "SEND_BEGUN") {
		const { typeKey } = event;
		return { ...state, sends: { ...state.sends, [typeKey]: withSend(state.sends[typeKey] ?? [], event) } };
	}
	const sends = Object.entries(state.sends).map(([typeKey, own]) => [typeKey, withSend(own, event)]);
	return { ...state, sends: Object.fromEntries(sends) };
}
