// The Worker: requests, queues and the nightly clean-up. Durable Object classes are exported from here.
import { createApp } from "./app";
import { type Ctx, createCtx, livePlatform } from "./context";
import { type FailoverDue, failOverLate } from "./delivery/late-failover";
import { takeQueuedReceipts } from "./delivery/receipts/queue";
import { cleanDeliveries } from "./delivery/records/write";
import type { Bindings } from "./env";
import { deleteOldMetrics } from "./hooks/metrics";
import { deleteOldOktaEvents } from "./inbound/events";
import type { LogEvent } from "./log/event";
import { deleteOldEvents } from "./log/retention";
import { ingestEvents } from "./log/write";

export { SmppSession } from "./drivers/smpp/session";
export { Guard } from "./guard/object";
export { Meter } from "./meter/object";

const app = createApp();

/** As long as Okta keeps its System Log. */
const logRetentionDays = 90;

/** Queue → what takes its messages; each queue carries what its own producer puts on it. */
const consumers: Record<string, (ctx: Ctx, batch: MessageBatch<never>) => Promise<void>> = {
	"tessera-log": (ctx, batch: MessageBatch<LogEvent[]>) =>
		ingestEvents(
			ctx.db,
			batch.messages.flatMap((message) => message.body),
		),
	"tessera-receipts": takeQueuedReceipts,
	"tessera-failover": async (ctx, batch: MessageBatch<FailoverDue>) => {
		for (const message of batch.messages) {
			await failOverLate(ctx, message.body);
			message.ack();
		}
	},
};

export default {
	fetch: app.fetch,
	async queue(batch, bindings, execution) {
		const consume = consumers[batch.queue];
		if (!consume) throw new Error(`nobody takes the messages of ${batch.queue}`);
		await consume(
			createCtx(bindings, livePlatform, (work) => execution.waitUntil(work)),
			batch,
		);
	},
	async scheduled(_controller, bindings, execution) {
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		await deleteOldEvents(ctx, { olderThanDays: logRetentionDays });
		await deleteOldMetrics(ctx);
		await cleanDeliveries(ctx);
		await deleteOldOktaEvents(ctx);
	},
} satisfies ExportedHandler<Bindings, never>;
