// One challenge of a user within a transaction, and what came of bringing it to the person. PURE.
import type { Purpose } from "../messages/message";
import type { SendOptions } from "../messages/send-request";
import type { ConfiguredType } from "./type";

export interface Challenge {
	transactionId: string;
	userId: string;
	type: ConfiguredType;
	/** Of what the person may answer with, such as the id of a token. Empty where there is only one thing. */
	choiceId: string;
	/** `enrollment`: the person proves whose number it is. No policy counts wrong codes then. */
	purpose: Purpose;
	/** A second answer of one id gets the verdict of the first. Left out: the request's id. */
	attemptId?: string | undefined;
	/** See `Attempt`. Left out: the browser doesn't become known. */
	newSourceHash?: string | undefined;
}

/** What the attempt of an answer has beside the answer. */
export const attemptOf = ({ attemptId, newSourceHash, purpose }: Challenge) => ({
	id: attemptId,
	newSourceHash,
	isUnlock: purpose === "unlock",
});

/** To whom the guard's codes belong: this type, in this transaction. */
export const holderIdOf = ({ transactionId, type }: Pick<Challenge, "transactionId" | "type">): string =>
	`${transactionId}/${type.key}`;

/** The transaction knows itself what was sent, so a message needs no key. */
export type MessageOptions = Omit<SendOptions, "idempotencyKey" | "templateId">;

export interface SentMessage {
	deliveryId: string;
	/** Epoch ms. A resend doesn't change it. */
	expiresAt: number;
	isResend: boolean;
}

/** What a waiting page does next. `error`: the message doesn't arrive, so another way is offered. */
export type WaitingStep = "wait" | "challenge" | "error";
