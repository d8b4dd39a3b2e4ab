// The Worker: requests, the log queue and the nightly clean-up. Durable Object classes are exported from here.
import { createApp } from "./app";
import { createCtx, livePlatform } from "./context";
import type { Bindings } from "./env";
import type { LogEvent } from "./log/event";
import { deleteOldEvents } from "./log/retention";
import { ingestEvents } from "./log/write";

export { Guard } from "./guard/object";

const app = createApp();

/** As long as Okta keeps its System Log. */
const logRetentionDays = 90;

export default {
	fetch: app.fetch,
	async queue(batch, bindings, execution) {
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		await ingestEvents(
			ctx.db,
			batch.messages.flatMap((message) => message.body),
		);
	},
	async scheduled(_controller, bindings, execution) {
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		await deleteOldEvents(ctx, { olderThanDays: logRetentionDays });
	},
} satisfies ExportedHandler<Bindings, LogEvent[]>;
