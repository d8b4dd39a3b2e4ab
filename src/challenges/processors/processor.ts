// The contract of a challenge processor: what it brings to a person, how it judges the answer, and who can be asked.
import type { Ctx } from "../../context";
import type { Verdict } from "../../guard/types";
import type { Challenge, MessageOptions, SentMessage, WaitingStep } from "../challenge";
import type { CodeKeeper } from "../codes/store";
import type { Person } from "../person";
import type { ConfiguredType } from "../type";

/** One of the things that the person may answer with: a token, a question, a number. */
export interface Choice {
	/** Empty where there is only one. */
	id: string;
	/** What the page calls it. Numbers and addresses are masked. */
	name: string;
}

/**
 * Why a type isn't offered to a person.
 * - PROCESSOR: nothing of ours stands for the type's class.
 * - UNAVAILABLE, DISABLED: as the settings say.
 * - INFO: contact data that the type requires is missing, or isn't proven.
 * - UNREACHABLE: the directory of contact data doesn't answer, so nobody knows what is there.
 * - DECLINED: the person wants no messages.
 * - POLICY: the enrolment policy doesn't have the authenticator, or it is switched off.
 * - SENDER: nobody sends by the channel.
 * - STOPPED: the person has ended text messages to the number.
 * - NOTHING: the person has nothing to answer with, such as a token.
 */
export type Obstacle =
	| "PROCESSOR"
	| "UNAVAILABLE"
	| "DISABLED"
	| "INFO"
	| "UNREACHABLE"
	| "DECLINED"
	| "POLICY"
	| "SENDER"
	| "STOPPED"
	| "NOTHING";

/** The jobs of a processor whose secret is made here. */
export interface MessageJobs {
	/** Generates a code, unless the transaction has one, and delivers it. Throws why the message hasn't left. */
	deliver(
		ctx: Ctx,
		keeper: CodeKeeper,
		challenge: Challenge,
		person: Person,
		options: MessageOptions,
	): Promise<SentMessage>;
	deliveryStatus(ctx: Ctx, deliveryId: string): Promise<WaitingStep>;
}

export interface Processor {
	/** Null: the person has the answer already. */
	message: MessageJobs | null;
	/** What the person may answer with now, or why there is nothing. */
	choices(ctx: Ctx, person: Person, type: ConfiguredType): Promise<readonly Choice[] | Obstacle>;
	/** One of the choices is drawn for each transaction, and the person doesn't choose. */
	isDrawn: boolean;
	/** Judges the answer by one call of the user's guard. */
	validate(ctx: Ctx, challenge: Challenge, answer: string): Promise<Verdict>;
}
