import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { turnMs } from "../../../src/transactions/states/judging";
import { isFinal, type State, type StateOf } from "../../../src/transactions/states/state";
import { step } from "../../../src/transactions/states/step";
import { anyEvent, contactsOpen, events, nothingOpen, offerOf, pad, play, playOut, start } from "./events";

const runs = { numRuns: 2_000 };

const reach = (state: State, ...given: Parameters<typeof step>[1][]): State => {
	const { state: end, taken } = play(state, given);
	expect(taken).toHaveLength(given.length);
	return end;
};

const due: State = { name: "POST_AUTHENTICATION_DUE" };
const challengeAsked = { type: "POST_AUTHENTICATION_DECIDED", isWithoutMethod: false, decisionId: "dec" } as const;
const offered = reach(
	due,
	{ ...challengeAsked, action: "CHALLENGE" },
	{
		type: "CHALLENGE_DECIDED",
		challenged: { says: "OFFER", offer: [offerOf("ChallengeSMS"), offerOf("ChallengeQuestion", "drawn")] },
	},
);
const answering = reach(offered, { type: "CHOSEN", typeKey: "ChallengeSMS", choiceId: "", pad });
const begun = {
	type: "ANSWER_BEGUN",
	typeKey: "ChallengeSMS",
	fieldKey: null,
	attemptId: "first",
	at: 1_000,
} as const;
const judged = { type: "ANSWER_JUDGED", attemptId: "first", at: 1_200 } as const;
const judging = reach(answering, begun);
const instead = { says: "REGISTER", action: "REGISTER", open: contactsOpen } as const;
const challengeDue = reach(due, { ...challengeAsked, action: "ChallengeSMS" });

describe("whatever happens", () => {
	it("nobody gets a result without ALLOW of the policies or an answer that was judged right", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				const { state, taken } = play(from, given);
				if (state.name !== "ALLOWED") return;
				const reasons = taken.filter(
					({ event }) =>
						(event.type === "POST_AUTHENTICATION_DECIDED" && event.action === "ALLOW") ||
						(event.type === "PREFERENCES_DECIDED" && !event.isBlocked && event.isBare) ||
						(event.type === "ANSWER_JUDGED" && event.answered === "right"),
				);
				expect(reasons.length).toBeGreaterThan(0);
			}),
			runs,
		);
	});

	it("nobody changes preferences without an answer that was judged right, but who has nothing to be challenged by", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				for (const { before, event, after } of play(from, given).taken) {
					if (after.name !== "PREFERENCES" || before.name === "PREFERENCES") continue;
					const isBare = event.type === "PREFERENCES_DECIDED" && event.isBare && !event.isBlocked;
					const isRight = event.type === "ANSWER_JUDGED" && event.answered === "right" && event.at + 600_000;
					expect(isBare || isRight).toBeTruthy();
					if (isRight) expect(after).toMatchObject({ ground: { by: "ANSWER" }, changesUntil: isRight });
				}
			}),
			runs,
		);
	});

	it("no transaction is stuck: from every state a willing person comes to an end", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				expect(isFinal(playOut(play(from, given).state).state)).toBe(true);
			}),
			runs,
		);
	});

	it("an end stays", () => {
		fc.assert(
			fc.property(start, events, anyEvent, (from, given, more) => {
				const { state } = playOut(play(from, given).state);
				expect(step(state, more)).toEqual({ ok: false, refused: "state" });
			}),
			runs,
		);
	});

	it("every state before the end can be cancelled, and expires", () => {
		fc.assert(
			fc.property(start, events, fc.constantFrom("CANCELLED", "EXPIRED"), (from, given, type) => {
				const { state } = play(from, given);
				if (!isFinal(state)) expect(step(state, { type })).toEqual({ ok: true, state: { name: type } });
			}),
			runs,
		);
	});

	it("only the answer whose turn it is ends a turn", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				for (const { before, event } of play(from, given).taken) {
					if (event.type === "ANSWER_JUDGED") expect(turnOf(before)?.attemptId).toBe(event.attemptId);
					const turn = event.type === "ANSWER_BEGUN" ? turnOf(before) : null;
					if (turn && event.type === "ANSWER_BEGUN" && turn.attemptId !== event.attemptId) {
						expect(event.at - turn.since).toBeGreaterThanOrEqual(turnMs);
					}
				}
			}),
			runs,
		);
	});

	it("a message that was begun is shown until it is taken back", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				for (const { event, after: state } of play(from, given).taken) {
					if (event.type !== "SEND_BEGUN") continue;
					const own = sendsOf(state).filter(({ deliveryId }) => deliveryId === event.deliveryId);
					expect(own).toContainEqual({ deliveryId: event.deliveryId, at: event.at, outcome: "PERHAPS" });
				}
			}),
			runs,
		);
	});

	it("a state that was left is as it was", () => {
		fc.assert(
			fc.property(start, events, (from, given) => {
				let state = frozen(from);
				for (const event of given) {
					const stepped = step(state, event);
					if (stepped.ok) state = frozen(stepped.state);
				}
			}),
			runs,
		);
	});
});

describe("a device that is known or not", () => {
	it.each(["PRE_AUTHENTICATION", "POST_AUTHENTICATION"] as const)("goes on at %s, unless it is blocked", (next) => {
		const from: State = { name: "DEVICE_DUE", next };
		expect(reach(from, { type: "DEVICE_DECIDED", isBlocked: false })).toEqual({ name: `${next}_DUE` });
		const blocked = { name: "BLOCKED", reason: "PRE_AUTHENTICATION" };
		expect(reach(from, { type: "DEVICE_DECIDED", isBlocked: true })).toEqual(blocked);
	});
});

describe("the password", () => {
	it("goes on when it is right, and may be typed again when it is wrong", () => {
		const password = reach(
			{ name: "PRE_AUTHENTICATION_DUE" },
			{ type: "PRE_AUTHENTICATION_DECIDED", isBlocked: false },
		);
		const again = reach(
			password,
			{ type: "PASSWORD_TOLD", result: "wrong" },
			{ type: "PASSWORD_TOLD", result: "error" },
		);
		expect(again).toEqual({ name: "PASSWORD" });
		expect(reach(again, { type: "PASSWORD_TOLD", result: "right" })).toEqual(due);
	});

	it("isn't asked for when the policies block before it", () => {
		const blocked = reach({ name: "PRE_AUTHENTICATION_DUE" }, { type: "PRE_AUTHENTICATION_DECIDED", isBlocked: true });
		expect(blocked).toEqual({ name: "BLOCKED", reason: "PRE_AUTHENTICATION" });
	});
});

describe("a challenge", () => {
	it("is passed by a right answer, and registration is asked for next", () => {
		expect(reach(judging, { ...judged, answered: "right" })).toEqual({
			name: "REGISTRATION_DUE",
			ground: { by: "ANSWER", typeKey: "ChallengeSMS", isProof: false, at: 1_200 },
			registration: null,
		});
	});

	it("asks the policies again after a wrong answer, and goes on with the type that they still offer", () => {
		const wrong = reach(judging, { ...judged, answered: "wrong" });
		expect(wrong.name).toBe("CHALLENGE_DUE");
		const offer = [offerOf("ChallengeSMS")];
		expect(reach(wrong, { type: "CHALLENGE_DECIDED", challenged: { says: "OFFER", offer } })).toMatchObject({
			name: "ANSWERING",
			offer,
			asked: { typeKey: "ChallengeSMS", answers: 1, judging: null },
		});
	});

	it("offers the other types when one has reached its limit", () => {
		const wrong = reach(judging, { ...judged, answered: "wrong" });
		const offer = [offerOf("ChallengeQuestion", "drawn")];
		const left = reach(wrong, { type: "CHALLENGE_DECIDED", challenged: { says: "OFFER", offer } });
		expect(left).toMatchObject({ name: "OFFERED", offer });
		expect(step(left, { type: "CHOSEN", typeKey: "ChallengeSMS", choiceId: "", pad })).toEqual({
			ok: false,
			refused: "not-offered",
		});
	});

	it("keeps the question that was drawn", () => {
		const wrong = reach(judging, { ...judged, answered: "wrong" });
		const offer = [offerOf("ChallengeSMS"), offerOf("ChallengeQuestion", "easier")];
		const again = reach(wrong, { type: "CHALLENGE_DECIDED", challenged: { says: "OFFER", offer } });
		expect((again as StateOf<"ANSWERING">).offer[1]).toEqual(offerOf("ChallengeQuestion", "drawn"));
	});

	it("stays where it is after an answer that nobody judged", () => {
		expect(reach(judging, { ...judged, answered: "unjudged" })).toMatchObject({
			name: "ANSWERING",
			offer: { length: 2 },
		});
	});

	it("gives the turn away when whoever had it has died", () => {
		const other = { ...begun, attemptId: "second" };
		expect(step(judging, { ...other, at: 1_000 + turnMs - 1 })).toEqual({ ok: false, refused: "judging" });
		const taken = reach(judging, { ...other, at: 1_000 + turnMs });
		expect(step(taken, { ...judged, answered: "right" })).toEqual({ ok: false, refused: "state" });
	});

	it("takes the same answer again, because the guard judges it once", () => {
		expect(reach(judging, begun)).toEqual(judging);
	});

	it("takes no answer to what isn't asked any more", () => {
		expect(step(answering, { ...begun, typeKey: "ChallengeQuestion" })).toEqual({ ok: false, refused: "not-offered" });
		expect(step(answering, { ...begun, fieldKey: "mobile" })).toEqual({ ok: false, refused: "not-offered" });
	});

	it("isn't left while an answer is being judged", () => {
		const chosen = { type: "CHOSEN", typeKey: "ChallengeQuestion", choiceId: "drawn", pad } as const;
		expect(step(judging, chosen)).toEqual({ ok: false, refused: "judging" });
	});

	it("shows a message as perhaps sent until somebody says more", () => {
		const begunSend = {
			type: "SEND_BEGUN",
			typeKey: "ChallengeSMS",
			fieldKey: null,
			deliveryId: "one",
			at: 1,
		} as const;
		const sending = reach(answering, begunSend, { ...begunSend, deliveryId: "two", at: 2 });
		expect(sendsOf(sending).map(({ outcome }) => outcome)).toEqual(["PERHAPS", "PERHAPS"]);
		const known = reach(sending, { type: "SENT", deliveryId: "two" }, { type: "SEND_TAKEN_BACK", deliveryId: "one" });
		expect(sendsOf(known)).toEqual([{ deliveryId: "two", at: 2, outcome: "SENT" }]);
	});

	it("remembers the messages of a type while another type is tried", () => {
		const begunSend = {
			type: "SEND_BEGUN",
			typeKey: "ChallengeSMS",
			fieldKey: null,
			deliveryId: "one",
			at: 1,
		} as const;
		const other = reach(answering, begunSend, {
			type: "CHOSEN",
			typeKey: "ChallengeQuestion",
			choiceId: "drawn",
			pad,
		});
		expect(sendsOf(other)).toHaveLength(1);
	});
});

describe("registering", () => {
	it("comes after the challenge, also when the policies after the password ask for it", () => {
		const required = reach(due, { ...challengeAsked, action: "REGISTRATION_REQUIRED" });
		expect(required).toMatchObject({ name: "CHALLENGE_DUE", registration: "REGISTRATION_REQUIRED" });
		expect(step(required, { type: "REGISTERED", open: nothingOpen })).toEqual({ ok: false, refused: "state" });
	});

	it("takes the place of a challenge where there is nothing to be challenged by, and has no way round", () => {
		const registering = reach(challengeDue, { type: "CHALLENGE_DECIDED", challenged: instead });
		expect(registering).toMatchObject({
			name: "REGISTERING",
			ground: null,
			open: { maySkip: false, mayDecline: false },
		});
	});

	it("doesn't take the place of a challenge that was begun", () => {
		const wrong = reach(judging, { ...judged, answered: "wrong" });
		expect(reach(wrong, { type: "CHALLENGE_DECIDED", challenged: instead })).toEqual({
			name: "BLOCKED",
			reason: "NO_METHOD",
		});
	});

	it("tells a wrong proof again to whoever sends it twice, and makes no ground of it", () => {
		const begunProof = { ...begun, fieldKey: "mobile" };
		const wrong = reach(
			challengeDue,
			{ type: "CHALLENGE_DECIDED", challenged: instead },
			{ type: "SEND_BEGUN", typeKey: "ChallengeSMS", fieldKey: "mobile", deliveryId: "one", at: 1 },
			begunProof,
			{ ...judged, answered: "wrong" },
		);
		for (const answered of ["wrong", "right"] as const) expect(reach(wrong, { ...judged, answered })).toEqual(wrong);
	});

	it("passes by the proof of a number where there was nothing to be challenged by", () => {
		const proven = reach(
			challengeDue,
			{ type: "CHALLENGE_DECIDED", challenged: instead },
			{ type: "SEND_BEGUN", typeKey: "ChallengeSMS", fieldKey: "mobile", deliveryId: "one", at: 1 },
			{ ...begun, fieldKey: "mobile" },
			{ ...judged, answered: "right" },
			{ type: "REGISTERED", open: nothingOpen },
		);
		expect(proven).toEqual({
			name: "ALLOWED",
			ground: { by: "ANSWER", typeKey: "ChallengeSMS", isProof: true, at: 1_200 },
		});
	});

	it("without a proof is followed by the challenge, and is asked for once", () => {
		const again = reach(
			challengeDue,
			{ type: "CHALLENGE_DECIDED", challenged: instead },
			{ type: "REGISTERED", open: nothingOpen },
		);
		expect(again).toMatchObject({ name: "CHALLENGE_DUE", hasRegistered: true });
		expect(reach(again, { type: "CHALLENGE_DECIDED", challenged: instead })).toEqual({
			name: "BLOCKED",
			reason: "NO_METHOD",
		});
	});

	it("after ALLOW keeps its ground, and may be skipped where the settings say so", () => {
		const registering = reach(
			due,
			{ ...challengeAsked, action: "ALLOW" },
			{ type: "REGISTRATION_DECIDED", action: "REGISTER_OPTIONAL", open: contactsOpen },
		);
		expect(registering).toMatchObject({ name: "REGISTERING", ground: { by: "POLICY" }, open: { maySkip: true } });
		expect(reach(registering, { type: "REGISTERED", open: nothingOpen })).toEqual({
			name: "ALLOWED",
			ground: { by: "POLICY" },
		});
	});
});

function turnOf(state: State) {
	if (state.name === "ANSWERING") return state.asked.judging;
	return "proof" in state ? (state.proof?.judging ?? null) : null;
}

const sendsOf = (state: State) => {
	if ("proof" in state) return state.proof?.sends ?? [];
	return "sends" in state ? Object.values(state.sends).flat() : [];
};

function frozen<T>(value: T): T {
	if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
	return value;
}
