// Waiting for the log's queue: a marker goes in behind what is on its way, and is taken out of the log when it arrives.
import { env } from "cloudflare:test";

/** Resolves once everything that was handed to the queue before is in D1. The local queue gathers for a second. */
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
