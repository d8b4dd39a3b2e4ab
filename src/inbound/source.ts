// The contract of a source: another system that asks us to deliver its messages. Each source has a file of its own.
import type * as z from "zod";
import type { ApiError } from "../errors";
import type { EventType } from "../log/event-types";
import type { DeliveryStatus } from "../messages/message";
import type { SendRequest } from "../messages/send-request";
import type { Lock } from "./lock";

export interface InboundSource<Asked = unknown, Answer = unknown> {
	/** Lower case, and never changed: it is in the path `/hooks/{type}/{id}`, and rows name it. */
	type: string;
	/** The system as people write it. */
	title: string;
	/** What the log calls a change of the source's settings, and a caller that the lock refused. */
	logs: { create: EventType; update: EventType; delete: EventType; denied: EventType };
	/** Whether the request comes from the source. It is asked before the body is read. */
	isGenuine(lookupKey: string, headers: Headers, lock: Lock): Promise<boolean>;
	body: z.ZodType<Asked>;
	answer: z.ZodType<Answer>;
	/** How long the source waits for an answer after its request, without what the network takes. */
	answerWithinMs: number;
	/** The source's own id of the request; a repeated request has the same id. */
	eventIdOf(asked: Asked): string;
	/** Returns the send that the source asks for. Throws nothing, because an invalid number is refused later. */
	toRequest(asked: Asked, nowMs: number): AskedSend;
	accepted(delivery: AcceptedSend): Answer;
	refused(error: ApiError): Answer;
	/** The first request with this event id has no answer yet, and no delivery. */
	unanswered(asked: Asked): Answer;
	/** What an answer of ours has told the source. */
	told(answer: Answer): ToldAnswer;
}

export interface ToldAnswer {
	result: "sent" | "pending" | "refused";
	deliveryId: string | null;
	/** In English, as the source got it. */
	reason: string | null;
}

/** What only the source knows of a send. */
export interface AskedSend extends Omit<SendRequest, "id" | "idempotencyKey" | "answerBy" | "source"> {
	/** The source's own id of the person, by which its events name the person. */
	sourceUserId: string | null;
}

export interface AcceptedSend {
	id: string;
	status: DeliveryStatus;
	/** Null where an earlier request sent the message, and where nobody knows who did. */
	providerName: string | null;
}
