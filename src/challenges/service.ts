// Challenges: which are offered to a person, bringing one to the person, and judging the answer.
import type { Ctx } from "../context";
import { randomIndex } from "../crypto/random";
import { ApiError, wrongStatus } from "../errors";
import type { Verdict } from "../guard/types";
import { maskDestination } from "../phone/mask";
import type { Challenge, MessageOptions, SentMessage, WaitingStep } from "./challenge";
import type { CodeKeeper } from "./codes/store";
import type { Person } from "./person";
import { findProcessor } from "./processors";
import type { Choice, Obstacle } from "./processors/processor";
import { type ConfiguredType, readTypes } from "./type";

export interface OfferedChallenge {
	type: ConfiguredType;
	/** What the person may answer with; where the processor draws, the one that was drawn. */
	choices: readonly Choice[];
	/** Where the person is reached, masked, by the names of fields. */
	displayed: readonly { name: string; value: string }[];
	/** A message is sent when the challenge begins. */
	isSent: boolean;
}

/**
 * The types that a person may be offered. A type that is off, whose contact data the person lacks, or that the
 * enrolment policy doesn't have, is never among them. Whoever has declined is sent nothing.
 */
export const offeredChallenges = async (ctx: Ctx, person: Person): Promise<OfferedChallenge[]> =>
	(await explainChallenges(ctx, person)).flatMap(({ offer }) => (typeof offer === "string" ? [] : [offer]));

export interface ExplainedChallenge {
	type: ConfiguredType;
	/** What is offered, or why nothing is. */
	offer: OfferedChallenge | Obstacle;
	/** Contact data that the type requires, and that doesn't count for this person. */
	missing: readonly string[];
}

/** Every type, the lowest number first, and why the person isn't offered it. */
export const explainChallenges = (ctx: Ctx, person: Person): Promise<ExplainedChallenge[]> =>
	Promise.all(
		readTypes(person.settings, person.languages).map(async (type) => ({
			type,
			offer: await offerOf(ctx, person, type),
			missing: missingFor(person, type),
		})),
	);

const missingFor = (person: Person, type: ConfiguredType): string[] =>
	type.requiredInfo.filter((key) => !person.contacts.some((contact) => contact.key === key));

async function offerOf(ctx: Ctx, person: Person, type: ConfiguredType): Promise<OfferedChallenge | Obstacle> {
	const processor = findProcessor(type);
	if (!processor) return "PROCESSOR";
	if (!type.isAvailable) return "UNAVAILABLE";
	if (!type.isEnabled) return "DISABLED";
	if (person.isOptedOut && processor.message !== null) return "DECLINED";
	if (missingFor(person, type).length > 0) return person.isReachable ? "INFO" : "UNREACHABLE";
	const choices = await processor.choices(ctx, person, type);
	if (typeof choices === "string") return choices;
	if (choices.length === 0) return "NOTHING";
	const shown = person.contacts.filter(({ key, kind }) => kind !== "CHECK" && type.displayedInfo.includes(key));
	const drawn = randomIndex(choices.length);
	return {
		type,
		choices: processor.isDrawn ? choices.slice(drawn, drawn + 1) : choices,
		displayed: shown.map(({ name, value }) => ({ name, value: maskDestination(value) })),
		isSent: processor.message !== null,
	};
}

export type Delivered =
	| ({ result: "sent" } & SentMessage)
	/** The person has no message to wait for. `others`: what may be offered in its place. */
	| { result: "failed"; error: ApiError; others: readonly OfferedChallenge[] };

/**
 * Brings the code to the person, the first time and again. A message that hasn't left is no failure of the person.
 * @param keeper the object of the transaction
 */
export async function deliverChallenge(
	ctx: Ctx,
	keeper: CodeKeeper,
	person: Person,
	challenge: Challenge,
	options: MessageOptions,
): Promise<Delivered> {
	try {
		// Settings, policies and contact data may have changed since the type was offered.
		if (typeof (await offerOf(ctx, person, challenge.type)) === "string") throw wrongStatus("challenge-unavailable");
		const sent = await messageJobs(challenge).deliver(ctx, keeper, challenge, person, options);
		return { result: "sent", ...sent };
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const offered = await offeredChallenges(ctx, person);
		return { result: "failed", error, others: offered.filter(({ type }) => type.key !== challenge.type.key) };
	}
}

export const deliveryStep = (ctx: Ctx, challenge: Challenge, deliveryId: string): Promise<WaitingStep> =>
	messageJobs(challenge).deliveryStatus(ctx, deliveryId);

function messageJobs({ type }: Challenge) {
	const message = findProcessor(type)?.message;
	if (!message) throw wrongStatus("challenge-unavailable");
	return message;
}

/** Judges the answer. Only the guard's own failures count; an answer that it doesn't judge is none. */
export async function answerChallenge(
	ctx: Ctx,
	keeper: CodeKeeper,
	challenge: Challenge,
	answer: string,
): Promise<Verdict> {
	const processor = findProcessor(challenge.type);
	if (!processor) throw wrongStatus("challenge-unavailable");
	const verdict = await processor.validate(ctx, challenge, answer);
	if (verdict.result === "accepted") ctx.background(keeper.end());
	return verdict;
}
