// Taking the messages of a queue: each is acknowledged, or tried again later, by itself.
import { causeOf, writeWorkerLog } from "./worker-log";

/**
 * The queues try a message a hundred times again (wrangler.toml). With these waits that takes about 17 hours. Then the
 * message goes to the queue of dead letters.
 */
const firstWaitSeconds = 2;
const longestWaitSeconds = 15 * 60;

/** How long a message waits after so many tries. Chance takes up to a half away, so that not all come back together. */
export function retryDelaySeconds(attempts: number): number {
	const wait = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (attempts - 1));
	const chance = crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
	return Math.ceil(wait / 2 + (wait / 2) * chance);
}

/** What takes a message. It throws when the message has to come again. */
type Take<Body> = (body: Body, message: Message<Body>) => Promise<void>;

/** Takes the messages one after the other. */
export async function takeEach<Body>(batch: MessageBatch<Body>, take: Take<Body>): Promise<void> {
	for (const message of batch.messages) await takeMessage(batch.queue, message, take);
}

/** Takes a message and acknowledges it, or has it come again. */
export async function takeMessage<Body>(queue: string, message: Message<Body>, take: Take<Body>): Promise<void> {
	try {
		await take(message.body, message);
		message.ack();
	} catch (error) {
		writeWorkerLog("warning", {
			message: "a message of a queue could not be taken, and is tried again",
			queue,
			messageId: message.id,
			attempts: String(message.attempts),
			cause: causeOf(error),
		});
		message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
	}
}
