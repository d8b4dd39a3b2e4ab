// The consumer of the queues of dead letters: keeps each message, and raises the alarm.
import type { Ctx } from "../context";
import { utf8 } from "../crypto/bytes";
import { newId } from "../ids";
import { logStatement } from "../log/write";
import { takeEach } from "../queue";
import { writeWorkerLog } from "../worker-log";
import type { QueueName } from "./schema";
import { deadLetters } from "./table";

/** Keeps the messages that came from a queue. A message that comes twice is one letter. */
export const takeDeadLetters = (ctx: Ctx, queue: QueueName, batch: MessageBatch<unknown>): Promise<void> =>
	takeEach(batch, (_, message) => keepDeadLetter(ctx, queue, message));

async function keepDeadLetter(ctx: Ctx, queue: QueueName, message: Message<unknown>): Promise<void> {
	const id = newId("deadLetter", ctx.now());
	const body = JSON.stringify(message.body);
	await ctx.db.batch([
		ctx.db
			.insert(deadLetters)
			.values({
				id,
				messageId: message.id,
				queue,
				bytes: utf8(body).length,
				sentAt: message.timestamp.getTime(),
				diedAt: ctx.now(),
				playedBackAt: null,
				body,
			})
			.onConflictDoNothing(),
		logStatement(ctx, {
			eventType: "system.dead_letter.create",
			outcome: { result: "FAILURE", reason: "A message of a queue could not be taken" },
			target: [{ id, type: "DeadLetter", displayName: queue }],
		}),
	]);
	writeWorkerLog("error", { message: "a message of a queue is dead", queue, messageId: message.id });
}
