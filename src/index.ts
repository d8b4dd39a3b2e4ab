// The Worker: requests, the log queue and the nightly clean-up. Durable Object classes are exported from here.
import { createApp } from "./app";
import { createCtx, livePlatform } from "./context";
import type { Bindings } from "./env";
import type { LogEvent } from "./log/event";
import { ingestEvents } from "./log/write";

export { Guard } from "./guard/object";

const app = createApp();

export default {
	fetch: app.fetch,
	async queue(batch, bindings, execution) {
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		await ingestEvents(
			ctx.db,
			batch.messages.flatMap((message) => message.body),
		);
	},
} satisfies ExportedHandler<Bindings, LogEvent[]>;
