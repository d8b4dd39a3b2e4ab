// What happens to a transaction, and how `step` answers to it. PURE.
import type { Pad } from "../../challenges/pad";
import type { Action } from "../../policies/challenge/checkpoints";
import type { Offer, Open, State } from "./state";

/** What the challenge checkpoint says, with what this person can really be asked. */
export type Challenged =
	| { says: "OFFER"; offer: readonly Offer[] }
	/** There is nothing to be challenged by yet, and the person may register it. */
	| { says: "REGISTER"; action: Action; open: Open }
	| { says: "BLOCK"; reason: "CHALLENGE" | "NO_METHOD" };

/** What the user's guard said. `unjudged`: an answer that it doesn't take, or that came too late. */
export type Answered = "right" | "wrong" | "unjudged";

export type Event =
	// What the policies decided.
	| { type: "DEVICE_DECIDED"; isBlocked: boolean }
	| { type: "PRE_AUTHENTICATION_DECIDED"; isBlocked: boolean }
	| {
			type: "POST_AUTHENTICATION_DECIDED";
			action: Action;
			isWithoutMethod: boolean;
			/** Of the recorded decision, where it asks for a challenge. */
			decisionId: string | null;
	  }
	| { type: "CHALLENGE_DECIDED"; challenged: Challenged }
	| { type: "REGISTRATION_DECIDED"; action: Action; open: Open }
	/** `isBare`: the person has nothing to be challenged by. */
	| { type: "PREFERENCES_DECIDED"; isBlocked: boolean; isBare: boolean; at: number }
	// What the application tells.
	| { type: "PASSWORD_TOLD"; result: "right" | "wrong" | "error" }
	| { type: "CANCELLED" }
	// What the person does.
	| { type: "CHOSEN"; typeKey: string; choiceId: string; pad: Pad; phraseSealed?: string }
	/** Of what it answers: see `SEND_BEGUN`. */
	| { type: "ANSWER_BEGUN"; typeKey: string; fieldKey: string | null; attemptId: string; at: number }
	| { type: "ANSWER_JUDGED"; attemptId: string; answered: Answered; at: number }
	/** Something was registered, skipped or declined: this is what is left. */
	| { type: "REGISTERED"; open: Open }
	/** The person has no more preferences to change. */
	| { type: "FINISHED" }
	// Messages. `fieldKey` null: the code of the challenge; otherwise the proof of what the field has.
	| { type: "SEND_BEGUN"; typeKey: string; fieldKey: string | null; deliveryId: string; at: number }
	/** Certainly not left. */
	| { type: "SEND_TAKEN_BACK"; deliveryId: string }
	| { type: "SENT"; deliveryId: string }
	| { type: "EXPIRED" };

export type EventName = Event["type"];
export type EventOf<Type extends EventName> = Extract<Event, { type: Type }>;

/**
 * `state`: the event doesn't fit where the transaction stands. `judging`: another answer is being judged.
 * `not-offered`: the person may not be asked this.
 */
export type Refused = "state" | "judging" | "not-offered";

export type Stepped = { ok: true; state: State } | { ok: false; refused: Refused };

export const to = (state: State): Stepped => ({ ok: true, state });

export const refuse = (refused: Refused): Stepped => ({ ok: false, refused });
