// Events by chance, and the way that a willing person and willing policies take out of every state.
import fc from "fast-check";
import type { Pad } from "../../../src/challenges/pad";
import type { Event, EventName, Stepped } from "../../../src/transactions/states/event";
import { type Asked, isFinal, type Offer, type Open, type State } from "../../../src/transactions/states/state";
import { step } from "../../../src/transactions/states/step";

export const pad: Pad = {
	device: "DeviceHTMLControl",
	isPersonal: false,
	label: "Code",
	inputType: "text",
	isAccessible: true,
};

export const offerOf = (typeKey: string, choiceId = ""): Offer => ({
	typeKey,
	choices: [{ id: choiceId, name: "" }],
	displayed: [],
	isSent: typeKey === "ChallengeSMS",
});

export const nothingOpen: Open = { parts: [], maySkip: false, mayDecline: false };
export const contactsOpen: Open = { parts: ["CONTACTS"], maySkip: true, mayDecline: true };

const starts: State[] = [
	{ name: "DEVICE_DUE", next: "PRE_AUTHENTICATION" },
	{ name: "DEVICE_DUE", next: "POST_AUTHENTICATION" },
	{ name: "DEVICE_DUE", next: "PREFERENCES" },
	{ name: "PRE_AUTHENTICATION_DUE" },
	{ name: "POST_AUTHENTICATION_DUE" },
	{ name: "PREFERENCES_DUE" },
];

// Few values, so that what happens by chance often fits.
const typeKey = fc.constantFrom("ChallengeSMS", "ChallengeToken");
const choiceId = fc.constantFrom("", "a");
const deliveryId = fc.constantFrom("one", "two", "three");
const attemptId = fc.constantFrom("first", "second");
const at = fc.integer({ min: 0, max: 60_000 });
const fieldKey = fc.constantFrom(null, "mobile");
const open = fc.constantFrom(nothingOpen, contactsOpen);
const offer = fc.uniqueArray(fc.tuple(typeKey, choiceId), { selector: ([key]) => key, maxLength: 2 });
const challenged = fc.oneof(
	offer.map((list) => ({ says: "OFFER" as const, offer: list.map(([key, id]) => offerOf(key, id)) })),
	open.map((one) => ({ says: "REGISTER" as const, action: "REGISTER" as const, open: one })),
	fc.constant({ says: "BLOCK" as const, reason: "CHALLENGE" as const }),
);

type Of<Type extends EventName> = Extract<Event, { type: Type }>;
type Parts<Type extends EventName> = { [Key in keyof Omit<Of<Type>, "type">]: fc.Arbitrary<Of<Type>[Key]> };
const eventOf = <Type extends EventName>(type: Type, parts: Parts<Type>): fc.Arbitrary<Event> =>
	fc.record({ type: fc.constant(type), ...parts } as Record<string, fc.Arbitrary<unknown>>) as fc.Arbitrary<Event>;

/** One entry for each event: the compiler names an event that has none. */
const arbitraries: { [Type in EventName]: fc.Arbitrary<Event> } = {
	DEVICE_DECIDED: eventOf("DEVICE_DECIDED", { isBlocked: fc.boolean() }),
	PRE_AUTHENTICATION_DECIDED: eventOf("PRE_AUTHENTICATION_DECIDED", { isBlocked: fc.boolean() }),
	POST_AUTHENTICATION_DECIDED: eventOf("POST_AUTHENTICATION_DECIDED", {
		action: fc.constantFrom(
			"ALLOW",
			"CHALLENGE",
			"ChallengeSMS",
			"REGISTER",
			"REGISTRATION_REQUIRED",
			"BLOCK",
			"TEXT_PAD",
		),
		isWithoutMethod: fc.boolean(),
		decisionId: fc.constantFrom(null, "dec"),
	}),
	CHALLENGE_DECIDED: eventOf("CHALLENGE_DECIDED", { challenged }),
	REGISTRATION_DECIDED: eventOf("REGISTRATION_DECIDED", {
		action: fc.constantFrom("ALLOW", "REGISTER_OPTIONAL", "REGISTER_USER_INFO", "BLOCK"),
		open,
	}),
	PREFERENCES_DECIDED: eventOf("PREFERENCES_DECIDED", { isBlocked: fc.boolean(), isBare: fc.boolean(), at }),
	PASSWORD_TOLD: eventOf("PASSWORD_TOLD", { result: fc.constantFrom("right", "wrong", "error") }),
	CANCELLED: eventOf("CANCELLED", {}),
	CHOSEN: eventOf("CHOSEN", { typeKey, choiceId, pad: fc.constant(pad) }),
	ANSWER_BEGUN: eventOf("ANSWER_BEGUN", { typeKey, fieldKey, attemptId, at }),
	ANSWER_JUDGED: eventOf("ANSWER_JUDGED", { attemptId, answered: fc.constantFrom("right", "wrong", "unjudged"), at }),
	REGISTERED: eventOf("REGISTERED", { open }),
	FINISHED: eventOf("FINISHED", {}),
	SEND_BEGUN: eventOf("SEND_BEGUN", { typeKey, fieldKey, deliveryId, at }),
	SEND_TAKEN_BACK: eventOf("SEND_TAKEN_BACK", { deliveryId }),
	SENT: eventOf("SENT", { deliveryId }),
	EXPIRED: eventOf("EXPIRED", {}),
};
const { CANCELLED, EXPIRED, ...others } = arbitraries;

/** Without those two, because they end most sequences before anything happens. */
export const events = fc.array(fc.oneof(...Object.values(others)), { maxLength: 80 });
export const start = fc.constantFrom(...starts);
export const anyEvent = fc.oneof(...Object.values(arbitraries));

export interface Played {
	state: State;
	/** The events that were taken, with the state before and after. */
	taken: { before: State; event: Event; after: State }[];
}

export function play(from: State, given: readonly Event[]): Played {
	let state = from;
	const taken: Played["taken"] = [];
	for (const event of given) {
		const stepped = step(state, event);
		if (!stepped.ok) continue;
		taken.push({ before: state, event, after: stepped.state });
		state = stepped.state;
	}
	return { state, taken };
}

/** What willing policies and a willing person do next. Null in a state that is final. */
export function nextOf(state: State): Event | null {
	const judgedAt = 1_000_000;
	switch (state.name) {
		case "DEVICE_DUE":
			return { type: "DEVICE_DECIDED", isBlocked: false };
		case "PRE_AUTHENTICATION_DUE":
			return { type: "PRE_AUTHENTICATION_DECIDED", isBlocked: false };
		case "PASSWORD":
			return { type: "PASSWORD_TOLD", result: "right" };
		case "POST_AUTHENTICATION_DUE":
			return { type: "POST_AUTHENTICATION_DECIDED", action: "CHALLENGE", isWithoutMethod: false, decisionId: "dec" };
		case "CHALLENGE_DUE":
			return { type: "CHALLENGE_DECIDED", challenged: { says: "OFFER", offer: [offerOf("ChallengeSMS")] } };
		case "OFFERED": {
			const [first] = state.offer;
			return { type: "CHOSEN", typeKey: first!.typeKey, choiceId: first!.choices[0]!.id, pad };
		}
		case "ANSWERING":
			return nextOfTurn({ ...state.asked, fieldKey: null }, judgedAt);
		case "REGISTERING":
			if (state.ground !== null) return { type: "REGISTERED", open: nothingOpen };
			if (state.proof === null) {
				return { type: "SEND_BEGUN", typeKey: "ChallengeSMS", fieldKey: "mobile", deliveryId: "last", at: judgedAt };
			}
			return nextOfTurn(state.proof, judgedAt);
		case "REGISTRATION_DUE":
			return { type: "REGISTRATION_DECIDED", action: "ALLOW", open: nothingOpen };
		case "PREFERENCES_DUE":
			return { type: "PREFERENCES_DECIDED", isBlocked: false, isBare: false, at: judgedAt };
		case "PREFERENCES":
			return { type: "FINISHED" };
		default:
			return null;
	}
}

/** Whoever had the turn may have died, so another answer takes it. */
const nextOfTurn = (
	{ judging, typeKey, fieldKey }: Pick<Asked, "judging" | "typeKey"> & { fieldKey: string | null },
	at: number,
): Event =>
	judging?.attemptId === "mine"
		? { type: "ANSWER_JUDGED", attemptId: "mine", answered: "right", at }
		: { type: "ANSWER_BEGUN", typeKey, fieldKey, attemptId: "mine", at };

/** Goes on until the end. Fails when the way doesn't end. */
export function playOut(state: State): Played {
	const taken: Played["taken"] = [];
	let now = state;
	for (let steps = 0; steps < 20 && !isFinal(now); steps++) {
		const event = nextOf(now)!;
		const stepped: Stepped = step(now, event);
		if (!stepped.ok) throw new Error(`${now.name} refuses ${event.type}: ${stepped.refused}`);
		taken.push({ before: now, event, after: stepped.state });
		now = stepped.state;
	}
	return { state: now, taken };
}
