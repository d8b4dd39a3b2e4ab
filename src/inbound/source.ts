// The contract of a source: another system that asks us to deliver its messages. Each source has a file of its own.
import type { ApiError } from "../errors";
import type { DeliveryStatus } from "../messages/message";
import type { SendRequest } from "../messages/send-request";

export interface InboundSource<Asked, Answer> {
	/** Lower case, and never changed: the idempotency keys of the source's messages begin with it. */
	id: string;
	/** How long the source waits for an answer after its request. */
	answerWithinMs: number;
	/** The source's own id of the request; a repeated request has the same id. */
	eventIdOf(asked: Asked): string;
	/** Returns the send that the source asks for. Throws nothing, because an invalid number is refused later. */
	toRequest(asked: Asked, nowMs: number): Omit<SendRequest, "id" | "idempotencyKey" | "sourceId" | "startedAt">;
	accepted(delivery: { id: string; status: DeliveryStatus; providerName: string | null }): Answer;
	refused(error: ApiError): Answer;
	/** The first request with this event id has no answer yet, and no delivery. */
	unanswered(asked: Asked): Answer;
}
