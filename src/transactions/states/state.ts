// Where a transaction stands. A state has only what counts in it, so there is no result without its ground. PURE.
import type { Pad } from "../../challenges/pad";
import type { OfferedChallenge } from "../../challenges/service";
import type { Action } from "../../policies/challenge/checkpoints";
import type { OpenRegistration } from "../../registration/open";

/** Why the person may pass: a policy said ALLOW, or an answer was judged right. `step` makes both, and nobody else. */
export type Ground =
	| { by: "POLICY" }
	/** `typeKey`: of the challenge type. `isProof`: the answer proved a number that the person has just registered. */
	| { by: "ANSWER"; typeKey: string; isProof: boolean; at: number };

/** A challenge type that is offered, as the person was told of it. What was drawn for the person stays. */
export type Offer = Omit<OfferedChallenge, "type"> & { typeKey: string };

/** A message: noted before it leaves. PERHAPS: nobody knows whether it has left. */
export interface Send {
	deliveryId: string;
	/** Epoch ms. */
	at: number;
	outcome: "PERHAPS" | "SENT";
}

/** One answer at a time. Whoever began to judge may have died, so its turn ends by itself. */
export interface Judging {
	attemptId: string;
	/** Epoch ms. */
	since: number;
}

/** What the person is asked: for a code, for an answer. */
export interface Asked {
	typeKey: string;
	choiceId: string;
	pad: Pad;
	/** The person's security phrase, for our page. Left out: there is none, or the application draws the pages. */
	phraseSealed?: string;
	judging: Judging | null;
	/** How many answers were told. An answer and this number make the attempt's id. */
	answers: number;
	/** The last answer that was told, for whoever sends it again. */
	told?: { attemptId: string; isWrong: boolean };
}

/** A code on its way to a value that the person registers. */
export interface Proof extends Pick<Asked, "judging" | "answers" | "told"> {
	fieldKey: string;
	typeKey: string;
	sends: readonly Send[];
}

/** What lasts as long as the person is challenged. */
export interface Challenging {
	offer: readonly Offer[];
	/** Challenge type → the messages with its code. */
	sends: Readonly<Record<string, readonly Send[]>>;
	/** What the policies after the password ask the person to register, once the challenge is passed. */
	registration: Action | null;
	/** The recorded decision that asked for the challenge. */
	decisionId: string | null;
	/** The person has registered already, because there was nothing to be challenged by. */
	hasRegistered: boolean;
	/** A right answer opens the preferences. Left out: the person goes on to the result. */
	opensPreferences?: true;
}

/** Whose policies said BLOCK. NO_METHOD: the person has to be challenged, and can't be. */
export type BlockReason =
	| "PRE_AUTHENTICATION"
	| "POST_AUTHENTICATION"
	| "CHALLENGE"
	| "REGISTRATION"
	| "PREFERENCES"
	| "NO_METHOD";

/** What is to be registered, without the fields: these are read anew whenever somebody looks. */
export type Open = Omit<OpenRegistration, "fields">;

export type State =
	// The policies are asked next. That is ours to do, for whichever request comes first.
	/** Where there are policies about devices: their scores are facts for the checkpoints that follow. */
	| { name: "DEVICE_DUE"; next: "PRE_AUTHENTICATION" | "POST_AUTHENTICATION" | "PREFERENCES" }
	| { name: "PRE_AUTHENTICATION_DUE" }
	| { name: "POST_AUTHENTICATION_DUE" }
	/** `asked`: null until the person has chosen, and after a type has left the offer. */
	| ({ name: "CHALLENGE_DUE"; asked: Asked | null } & Challenging)
	| { name: "REGISTRATION_DUE"; ground: Ground; registration: Action | null }
	| { name: "PREFERENCES_DUE" }
	// The application or the person is next.
	| { name: "PASSWORD" }
	| ({ name: "OFFERED" } & Challenging)
	| ({ name: "ANSWERING"; asked: Asked } & Challenging)
	/** `ground` null: the person has nothing to be challenged by, and so registers first. `action`: what asks for it. */
	| {
			name: "REGISTERING";
			ground: Ground | null;
			action: Action;
			open: Open;
			proof: Proof | null;
			decisionId: string | null;
	  }
	/** `changesUntil`: epoch ms. What is changed is with the slices that keep it. */
	| { name: "PREFERENCES"; ground: Ground; changesUntil: number; proof: Proof | null }
	// Nothing comes after these.
	| { name: "ALLOWED"; ground: Ground }
	| { name: "BLOCKED"; reason: BlockReason }
	| { name: "CANCELLED" }
	| { name: "EXPIRED" };

const finalNames = ["ALLOWED", "BLOCKED", "CANCELLED", "EXPIRED"] as const;
const dueNames = [
	"DEVICE_DUE",
	"PRE_AUTHENTICATION_DUE",
	"POST_AUTHENTICATION_DUE",
	"CHALLENGE_DUE",
	"REGISTRATION_DUE",
	"PREFERENCES_DUE",
] as const;
const openNames = ["PASSWORD", "OFFERED", "ANSWERING", "REGISTERING", "PREFERENCES"] as const;
export const stateNames = [...dueNames, ...openNames, ...finalNames] as const;

export type StateName = State["name"];
export type StateOf<Name extends StateName> = Extract<State, { name: Name }>;

export type FinalState = StateOf<(typeof finalNames)[number]>;
export type DueState = StateOf<(typeof dueNames)[number]>;

export const isFinal = (state: State): state is FinalState => (finalNames as readonly string[]).includes(state.name);

/** The policies have to be asked before anybody else goes on. */
export const isDue = (state: State): state is DueState => (dueNames as readonly string[]).includes(state.name);
