// Registering within a transaction: contact data and its proof, questions, a phrase; to skip, and to decline.
import { type GivenAnswer, registerAnswers } from "../../challenges/owned/answers";
import { setPhrase } from "../../challenges/owned/phrase";
import type { Ctx } from "../../context";
import { invalid, wrongStatus } from "../../errors";
import { declineRegistration, skipRegistration } from "../../registration/choose";
import { type DevicePage, rememberDevice } from "../../registration/devices";
import { proveField, sendProof } from "../../registration/proof";
import { registerFields, type Typed } from "../../registration/register";
import { keeperOf, takeStep } from "../client";
import type { Open, StateOf } from "../states/state";
import { deviceTokenOf } from "./advance";
import { type AnswerResult, inTurn } from "./answer";
import { optionsOf } from "./challenge";
import { lookForPerson, registered, reopened } from "./look";
import { inState, type Key, type Opened, registrantOf } from "./open";

interface Registering {
	opened: Opened;
	state: StateOf<"REGISTERING" | "PREFERENCES">;
}

interface More {
	/** The person says that the browser is the person's own. */
	remembersDevice?: boolean;
}

/** Registers what is typed. Numbers and addresses then wait for their proof. */
export const registerContacts = (ctx: Ctx, key: Key, typed: Typed, more: More = {}): Promise<Opened> =>
	whileRegistering(ctx, key, "CONTACTS", async ({ opened, state }) => {
		const page = state.name === "PREFERENCES" ? "PREFERENCES" : "REGISTRATION";
		await registerFields(ctx, registrantOf(opened), page, typed);
		await rememberOwn(ctx, opened, "userinfo", more);
	});

export const registerQuestions = (
	ctx: Ctx,
	key: Key,
	given: readonly GivenAnswer[],
	more: More = {},
): Promise<Opened> =>
	whileRegistering(ctx, key, "QUESTIONS", async ({ opened }) => {
		await registerAnswers(ctx, opened.user, given);
		await rememberOwn(ctx, opened, "questions", more);
	});

export const registerPhrase = (ctx: Ctx, key: Key, phrase: string): Promise<Opened> =>
	whileRegistering(ctx, key, "PREFERENCES", ({ opened }) => setPhrase(ctx, opened.user, phrase));

export const declineContacts = (ctx: Ctx, key: Key): Promise<Opened> =>
	whileRegistering(ctx, key, "CONTACTS", async ({ opened, state }) => {
		const isChallenged = state.ground?.by === "ANSWER";
		const page = state.name === "PREFERENCES" ? "PREFERENCES" : "REGISTRATION";
		if (state.name === "REGISTERING" && !state.open.mayDecline) throw wrongStatus("registration-required");
		await declineRegistration(ctx, registrantOf(opened), page, { isChallenged });
	});

/** This time only. What else is to be registered stays. */
export async function skipContacts(ctx: Ctx, key: Key): Promise<Opened> {
	const { opened } = await readRegistering(ctx, key);
	const state = inState(opened.kept, "REGISTERING");
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
	return { ...(result === "accepted" ? await goOn(ctx, after) : after), result };
}

async function rememberOwn(ctx: Ctx, opened: Opened, page: DevicePage, { remembersDevice }: More): Promise<void> {
	const token = remembersDevice ? await deviceTokenOf(ctx, opened.kept.facts) : null;
	if (token !== null) await rememberDevice(ctx, registrantOf(opened), page, token);
}

async function whileRegistering(
	ctx: Ctx,
	key: Key,
	part: Open["parts"][number],
	register: (registering: Registering) => Promise<void>,
): Promise<Opened> {
	const registering = await readRegistering(ctx, key);
	const { state } = registering;
	if (state.name === "REGISTERING" && !state.open.parts.includes(part)) throw wrongStatus("registration-off");
	await register(registering);
	return goOn(ctx, registering.opened);
}

/** Whoever registers may have come to the end. Whoever changes preferences says so. */
const goOn = async (ctx: Ctx, opened: Opened): Promise<Opened> =>
	opened.kept.state.name === "REGISTERING" ? reopened(ctx, opened) : opened;

/** Throws E0000107 in other states, and when the time for changes is over. */
export async function readRegistering(ctx: Ctx, key: Key): Promise<Registering> {
	const opened = await lookForPerson(ctx, key);
	const state = inState(opened.kept, "REGISTERING", "PREFERENCES");
	if (state.name === "PREFERENCES" && state.changesUntil <= ctx.now()) throw wrongStatus("changes-over");
	return { opened, state };
}
