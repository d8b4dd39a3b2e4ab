// Registering within a transaction: contact data and its proof, questions, a phrase; to skip, and to decline.
import { type GivenAnswer, registerAnswers } from "../../challenges/owned/answers";
import { setPhrase } from "../../challenges/owned/phrase";
import type { Ctx } from "../../context";
import { invalid, wrongStatus } from "../../errors";
import { declineRegistration, skipRegistration } from "../../registration/choose";
import { proveField, sendProof } from "../../registration/proof";
import { registerFields, type Typed } from "../../registration/register";
import { keeperOf, takeStep } from "../client";
import type { Open, StateOf } from "../states/state";
import { type AnswerResult, inTurn } from "./answer";
import { optionsOf } from "./challenge";
import { lookForPerson, registered, reopened } from "./look";
import { inState, type Key, type Opened, registrantOf } from "./open";

interface Registering {
	opened: Opened;
	state: StateOf<"REGISTERING">;
}

/** Registers what is typed. Numbers and addresses then wait for their proof. */
export const registerContacts = (ctx: Ctx, key: Key, typed: Typed): Promise<Opened> =>
	whileRegistering(ctx, key, "CONTACTS", async ({ opened }) => {
		await registerFields(ctx, registrantOf(opened), "REGISTRATION", typed);
	});

export const registerQuestions = (ctx: Ctx, key: Key, given: readonly GivenAnswer[]): Promise<Opened> =>
	whileRegistering(ctx, key, "QUESTIONS", ({ opened }) => registerAnswers(ctx, opened.user, given));

export const registerPhrase = (ctx: Ctx, key: Key, phrase: string): Promise<Opened> =>
	whileRegistering(ctx, key, "PREFERENCES", ({ opened }) => setPhrase(ctx, opened.user, phrase));

export const declineContacts = (ctx: Ctx, key: Key): Promise<Opened> =>
	whileRegistering(ctx, key, "CONTACTS", async ({ opened, state }) => {
		if (!state.open.mayDecline) throw wrongStatus("registration-required");
		const isChallenged = state.ground?.by === "ANSWER";
		await declineRegistration(ctx, registrantOf(opened), "REGISTRATION", { isChallenged });
	});

/** This time only. What else is to be registered stays. */
export async function skipContacts(ctx: Ctx, key: Key): Promise<Opened> {
	const { opened, state } = await readRegistering(ctx, key);
	if (!state.open.maySkip) throw wrongStatus("registration-required");
	await skipRegistration(ctx, registrantOf(opened));
	return registered(ctx, opened, {
		...state.open,
		parts: state.open.parts.filter((part) => part !== "CONTACTS"),
	});
}

/** Sends a code to what waits in the field, the first time and again. */
export async function sendContactProof(ctx: Ctx, key: Key, fieldKey: string): Promise<Opened> {
	const { opened } = await readRegistering(ctx, key);
	const { facts } = opened.kept;
	const proof = { transactionId: facts.id, fieldKey };
	const keeper = keeperOf(ctx, facts, fieldKey);
	const { deliveryId } = await sendProof(ctx, keeper, registrantOf(opened), proof, optionsOf(facts));
	return { ...opened, kept: await takeStep(ctx, opened.kept, { type: "SENT", deliveryId }) };
}

/** A right code makes the value count. Where there was nothing to be challenged by, it is the challenge as well. */
export async function proveContactField(
	ctx: Ctx,
	key: Key,
	fieldKey: string,
	answer: string,
): Promise<Opened & { result: AnswerResult }> {
	const { opened, state } = await readRegistering(ctx, key);
	const { facts } = opened.kept;
	if (state.proof?.fieldKey !== fieldKey) throw invalid("field", "contact-unknown");
	const { after, result } = await inTurn(ctx, opened, state.proof, answer, (attemptId) => {
		const proof = { transactionId: facts.id, fieldKey, attemptId };
		return proveField(ctx, keeperOf(ctx, facts, fieldKey), registrantOf(opened), proof, answer);
	});
	return { ...(result === "accepted" ? await reopened(ctx, after) : after), result };
}

async function whileRegistering(
	ctx: Ctx,
	key: Key,
	part: Open["parts"][number],
	register: (registering: Registering) => Promise<void>,
): Promise<Opened> {
	const registering = await readRegistering(ctx, key);
	if (!registering.state.open.parts.includes(part)) throw wrongStatus("registration-off");
	await register(registering);
	return reopened(ctx, registering.opened);
}

async function readRegistering(ctx: Ctx, key: Key): Promise<Registering> {
	const opened = await lookForPerson(ctx, key);
	return { opened, state: inState(opened.kept, "REGISTERING") };
}
