// Waits for the log's queue: sends a marker behind all waiting events, and deletes the marker when it is in the log.
import { env } from "cloudflare:test";

/**
 * Resolves when everything that was sent to the queue before is in D1. The local queue gathers messages for a second.
 */
export async function logArrived(): Promise<void> {
	const uuid = crypto.randomUUID();
	await env.LOG_QUEUE.send([{ uuid, published: new Date().toISOString(), eventType: "test.marker" }]);
	for (let tries = 0; tries < 200; tries++) {
		const { meta } = await env.DB.prepare("DELETE FROM log_events WHERE uuid = ?").bind(uuid).run();
		if (meta.changes > 0) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error("the log's queue did not deliver within ten seconds");
}
