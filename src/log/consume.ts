// The consumer of the log's queue: writes the guards' events, and those of requests that write nothing to D1.
import type { Ctx } from "../context";
import { takeMessage } from "../queue";
import type { LogEvent } from "./event";
import { ingestEvents } from "./write";

/**
 * Writes all events in one go, because that is fast. When it fails, each message is written by itself, and only those
 * that fail come again. They are written at the same time, so that a D1 that stands still is waited for once.
 */
export async function takeQueuedEvents(ctx: Ctx, batch: MessageBatch<LogEvent[]>): Promise<void> {
	const write = (events: readonly LogEvent[]) => ingestEvents(ctx.db, events);
	try {
		await write(batch.messages.flatMap(({ body }) => body));
		batch.ackAll();
	} catch {
		await Promise.all(batch.messages.map((message) => takeMessage(batch.queue, message, write)));
	}
}
