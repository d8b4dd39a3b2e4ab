// Doing what is due: the policies of the next checkpoint are asked, until the application or the person is next.
import { readPerson } from "../../challenges/person";
import { offeredChallenges } from "../../challenges/service";
import type { Ctx } from "../../context";
import { open } from "../../crypto/envelope";
import { type Decision, decideFor } from "../../decisions/service";
import { type Checkpoint, isChallengeType } from "../../policies/challenge/checkpoints";
import { openRegistration } from "../../registration/open";
import { isBare } from "../../registration/preferences";
import { takeStep } from "../client";
import { devicePlace, type TransactionFacts } from "../facts";
import type { Challenged, Event } from "../states/event";
import { registrationOf } from "../states/registration";
import { type DueState, isDue, type Offer, type StateOf } from "../states/state";
import { type Opened, registrantOf } from "./open";

/** A decision about what isn't so any more is dropped, and the policies are asked again. */
export async function advance(ctx: Ctx, opened: Opened): Promise<Opened> {
	let { kept } = opened;
	while (isDue(kept.state)) {
		const event = await nextEvent(ctx, { ...opened, kept }, kept.state);
		kept = await takeStep(ctx, kept, event, { isBound: true });
	}
	return { ...opened, kept };
}

async function nextEvent(ctx: Ctx, opened: Opened, state: DueState): Promise<Event> {
	switch (state.name) {
		case "DEVICE_DUE":
			return { type: "DEVICE_DECIDED", isBlocked: await isBlocked(ctx, opened, "DEVICE") };
		case "PRE_AUTHENTICATION_DUE":
			return {
				type: "PRE_AUTHENTICATION_DECIDED",
				isBlocked: await isBlocked(ctx, opened, "PRE_AUTHENTICATION"),
			};
		case "POST_AUTHENTICATION_DUE":
			return afterPassword(ctx, opened);
		case "CHALLENGE_DUE":
			return beforeChallenge(ctx, opened);
		case "REGISTRATION_DUE":
			return afterGround(ctx, opened, state);
		case "PREFERENCES_DUE":
			return beforePreferences(ctx, opened);
	}
}

async function isBlocked(ctx: Ctx, { kept }: Opened, checkpoint: Checkpoint): Promise<boolean> {
	const { decided } = await ask(ctx, kept.facts, checkpoint);
	return decided.action === "BLOCK";
}

async function afterPassword(ctx: Ctx, { kept }: Opened): Promise<Event> {
	if (kept.facts.isStranger) {
		return { type: "POST_AUTHENTICATION_DECIDED", action: "BLOCK", isWithoutMethod: false, decisionId: null };
	}
	const { id, decided } = await ask(ctx, kept.facts, "POST_AUTHENTICATION");
	const { action, reason } = decided;
	const isChallenge = action === "CHALLENGE" || isChallengeType(action);
	return {
		type: "POST_AUTHENTICATION_DECIDED",
		action,
		isWithoutMethod: reason === "no_method",
		decisionId: isChallenge ? id : null,
	};
}

async function beforeChallenge(ctx: Ctx, opened: Opened): Promise<Event> {
	const { decided } = await ask(ctx, opened.kept.facts, "CHALLENGE");
	const challenged = await challengedBy(ctx, opened, decided);
	return { type: "CHALLENGE_DECIDED", challenged };
}

async function challengedBy(ctx: Ctx, opened: Opened, decided: Decision["decided"]): Promise<Challenged> {
	const { action, reason, challengeTypes } = decided;
	// A policy's own "register" says nothing about whether there is something to be challenged by.
	if (action === "REGISTER" && reason === "no_method") {
		const open = await openParts(ctx, opened, action, { isChallenged: false });
		return { says: "REGISTER", action, open };
	}
	if (challengeTypes.length === 0) {
		return { says: "BLOCK", reason: reason === "no_method" ? "NO_METHOD" : "CHALLENGE" };
	}
	const { facts } = opened.kept;
	const person = await readPerson(ctx, opened.user, facts.applicationId, facts.languages);
	const offered = await offeredChallenges(ctx, person);
	const offer = challengeTypes.flatMap((typeKey): Offer[] =>
		offered.filter(({ type }) => type.key === typeKey).map(({ type: _, ...rest }) => ({ typeKey, ...rest })),
	);
	return { says: "OFFER", offer };
}

async function afterGround(ctx: Ctx, opened: Opened, state: StateOf<"REGISTRATION_DUE">): Promise<Event> {
	const { decided } = await ask(ctx, opened.kept.facts, "REGISTRATION");
	const action = registrationOf(state, decided.action);
	const isChallenged = state.ground.by === "ANSWER";
	return { type: "REGISTRATION_DECIDED", action, open: await openParts(ctx, opened, action, { isChallenged }) };
}

async function beforePreferences(ctx: Ctx, opened: Opened): Promise<Event> {
	const [{ decided }, isBarePerson] = await Promise.all([
		ask(ctx, opened.kept.facts, "PREFERENCES"),
		isBare(ctx, registrantOf(opened)),
	]);
	const isBlocked = decided.action === "BLOCK";
	return { type: "PREFERENCES_DECIDED", isBlocked, isBare: isBarePerson, at: ctx.now() };
}

/** What is still to be registered. The fields of the page are read anew whenever somebody looks. */
export async function openParts(
	ctx: Ctx,
	opened: Opened,
	...[action, circumstances]: [Parameters<typeof openRegistration>[2], { isChallenged: boolean }]
) {
	const { fields: _, ...open } = await openRegistration(ctx, registrantOf(opened), action, circumstances);
	return open;
}

/** @param record whether the decision joins the history */
export async function ask(
	ctx: Ctx,
	facts: TransactionFacts,
	checkpoint: Checkpoint,
	{ record }: { record: boolean } = { record: true },
): Promise<Decision> {
	const { user, isStranger, applicationId, client } = facts;
	const deviceToken = await deviceTokenOf(ctx, facts);
	return decideFor(ctx, {
		checkpoint,
		// What policies say of everybody, they say of a stranger, too.
		...(isStranger ? {} : { user: user.id }),
		application: applicationId,
		client: { ...client, ...(deviceToken === null ? {} : { deviceToken }) },
		record: record && !isStranger,
	});
}

/** By which the person's browser is known; null: nobody told it. */
export const deviceTokenOf = async (ctx: Ctx, { id, deviceTokenSealed }: TransactionFacts): Promise<string | null> =>
	deviceTokenSealed === null ? null : open(ctx.env.sealKeys, devicePlace(id), deviceTokenSealed);
