// The Worker: requests, queues, each minute and each night. Durable Object classes are exported from here.
import { deleteEndedChallenges } from "./administrators/challenges";
import { deleteOldNotices } from "./administrators/own-account";
import { deleteOldDevices } from "./administrators/second-step";
import { deleteEndedSessions } from "./administrators/sessions";
import { createApp } from "./app";
import { eraseEndedContacts } from "./contacts/end";
import { type Ctx, createCtx, livePlatform } from "./context";
import { takeDeadLetters } from "./dead-letters/consume";
import { deletePlayedBack } from "./dead-letters/service";
import { deleteOldDecisions } from "./decisions/record";
import { takeDueFailovers } from "./delivery/late-failover";
import { mailNotices } from "./delivery/notice";
import { takeQueuedReceipts } from "./delivery/receipts/queue";
import { cleanDeliveries } from "./delivery/records/write";
import type { Bindings } from "./env";
import { deleteSpent } from "./guard/spent-secrets";
import { deleteOldMetrics } from "./hooks/metrics";
import { deleteOldImports } from "./imports/status";
import { deleteOldRequests } from "./inbound/requests";
import { takeQueuedEvents } from "./log/consume";
import { deleteOldEvents } from "./log/retention";
import { deleteOldUserNotices } from "./notices/due";
import { sendUserNotices } from "./notices/send";
import { rotateSigningKeys } from "./transactions/keys/service";
import { tendUploadedKeys } from "./transactions/keys/uploaded";
import { deleteOldTransactions } from "./transactions/summary";
import { throwingTheCause } from "./worker-log";

export { SmppSession } from "./drivers/smpp/session";
export { Guard } from "./guard/object";
export { ImportJob } from "./imports/job/object";
export { Meter } from "./meter/object";
export { Transaction } from "./transactions/object";

const app = createApp();

/** As long as Okta keeps its System Log. */
const logRetentionDays = 90;

/** As wrangler.toml says it. The other cron is the night's. */
const everyMinute = "* * * * *";

/** Queue → what takes its messages; each queue carries what its own producer puts on it. */
const consumers: Record<string, (ctx: Ctx, batch: MessageBatch<never>) => Promise<void>> = {
	"tessera-log": takeQueuedEvents,
	"tessera-receipts": takeQueuedReceipts,
	"tessera-failover": takeDueFailovers,
	"tessera-log-dead": (ctx, batch) => takeDeadLetters(ctx, "tessera-log", batch),
	"tessera-receipts-dead": (ctx, batch) => takeDeadLetters(ctx, "tessera-receipts", batch),
	"tessera-failover-dead": (ctx, batch) => takeDeadLetters(ctx, "tessera-failover", batch),
};

/** Deletes what nobody needs any more. */
async function cleanUp(ctx: Ctx): Promise<void> {
	await deleteOldEvents(ctx, { olderThanDays: logRetentionDays });
	await deleteOldMetrics(ctx);
	await cleanDeliveries(ctx);
	await deleteOldRequests(ctx);
	await deleteSpent(ctx);
	await deletePlayedBack(ctx);
	await deleteEndedSessions(ctx);
	await deleteEndedChallenges(ctx);
	await deleteOldDevices(ctx);
	await deleteOldNotices(ctx);
	await deleteOldUserNotices(ctx);
	await deleteOldDecisions(ctx);
	await deleteOldImports(ctx);
	await eraseEndedContacts(ctx);
	await deleteOldTransactions(ctx);
	await rotateSigningKeys(ctx);
	await tendUploadedKeys(ctx);
}

export default {
	fetch: app.fetch,
	async queue(batch, bindings, execution) {
		const consume = consumers[batch.queue];
		if (!consume) throw new Error(`nobody takes the messages of ${batch.queue}`);
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		await throwingTheCause(consume(ctx, batch));
	},
	async scheduled({ cron }, bindings, execution) {
		const ctx = createCtx(bindings, livePlatform, (work) => execution.waitUntil(work));
		if (cron === everyMinute) return throwingTheCause(sendUserNotices(ctx));
		// The command line writes notices, too, and can't send mails.
		ctx.background(mailNotices(ctx));
		await throwingTheCause(cleanUp(ctx));
	},
} satisfies ExportedHandler<Bindings, never>;
