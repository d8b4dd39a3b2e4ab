// Messages that died, as the platform brings them.
import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import worker from "../../src/index";
import { unique } from "../support/world";

/** Gives dead messages to the Worker. Returns the platform's ids of the messages, and of those that come again. */
export async function die(queue: string, ...bodies: unknown[]) {
	return dieAs(
		queue,
		bodies.map((body) => ({ id: unique("message"), timestamp: new Date(), attempts: 1, body })),
	);
}

export async function dieAs(
	queue: string,
	messages: { id: string; timestamp: Date; attempts: number; body: unknown }[],
): Promise<{ ids: string[]; again: string[] }> {
	const batch = createMessageBatch(`${queue}-dead`, messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	const { retryMessages } = await getQueueResult(batch, execution);
	return {
		ids: messages.map(({ id }) => id),
		again: retryMessages.map(({ msgId }: { msgId: string }) => msgId),
	};
}

/** The id of the letter that a message has become; null if it is none. */
export const letterOf = (messageId: string): Promise<string | null> =>
	env.DB.prepare("SELECT id FROM dead_letters WHERE message_id = ?").bind(messageId).first("id");
