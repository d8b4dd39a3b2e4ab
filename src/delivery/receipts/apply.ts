// Receipts become facts: the try and its delivery move forward, the timeline and the log say so, a delivered text goes.
import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import type { Receipt } from "../../drivers/driver";
import type { EventType } from "../../log/event-types";
import { logStatement } from "../../log/write";
import type { Channel, DeliveryStatus } from "../../messages/message";
import { deliveries, deliveryAttempts } from "../table";
import { bestFirst, predecessors } from "./progress";
import { deliveryReceipts } from "./table";

/**
 * Applies what a provider account reported. Late, repeated and disordered receipts change nothing.
 * @param deliveryId as the callback's address names it: finds the try whose provider message id we never learnt
 * @returns the receipts of messages that we don't know; their tries may be written a moment later
 */
export async function applyReceipts(
	ctx: Ctx,
	accountId: string,
	receipts: readonly Receipt[],
	deliveryId?: string,
): Promise<Receipt[]> {
	const tries = await findTries(ctx, accountId, receipts, deliveryId);
	const unknown: Receipt[] = [];
	for (const receipt of receipts) {
		const { providerMessageId, status } = receipt;
		const found =
			tries.find((one) => one.providerMessageId === providerMessageId) ??
			tries.find((one) => one.providerMessageId === null);
		if (!found) {
			// The address names a message that has another id there: this one is about a further part of it, or a stranger's.
			if (!tries.some((one) => one.deliveryId === deliveryId)) unknown.push(receipt);
			continue;
		}
		// Another message id in the same callback isn't about this try any more.
		found.providerMessageId = providerMessageId;
		if (!predecessors[status].includes(found.status)) continue;
		await moveOn(ctx, accountId, found, receipt);
		found.status = status;
	}
	return unknown;
}

interface Try {
	deliveryId: string;
	provider: string;
	providerMessageId: string | null;
	status: DeliveryStatus;
	channel: Channel;
	userId: string | null;
}

async function findTries(
	ctx: Ctx,
	accountId: string,
	receipts: readonly Receipt[],
	deliveryId: string | undefined,
): Promise<Try[]> {
	if (receipts.length === 0) return [];
	const { providerMessageId } = deliveryAttempts;
	const messageIds = JSON.stringify(receipts.map((receipt) => receipt.providerMessageId));
	const isNamed = sql`${providerMessageId} IN (SELECT value FROM json_each(${messageIds}))`;
	const isOfAddress = deliveryId === undefined ? undefined : eq(deliveryAttempts.deliveryId, deliveryId);
	return ctx.db
		.select({
			deliveryId: deliveryAttempts.deliveryId,
			provider: deliveryAttempts.provider,
			providerMessageId,
			status: deliveryAttempts.status,
			channel: deliveries.channel,
			userId: deliveries.userId,
		})
		.from(deliveryAttempts)
		.innerJoin(deliveries, eq(deliveries.id, deliveryAttempts.deliveryId))
		.where(and(eq(deliveryAttempts.accountId, accountId), or(isNamed, isOfAddress)));
}

/** The condition on the status decides between receipts that come in at once; what follows it writes only if it held. */
async function moveOn(ctx: Ctx, accountId: string, { deliveryId, ...known }: Try, receipt: Receipt): Promise<void> {
	const { providerMessageId, status, detail } = receipt;
	const now = ctx.now();
	const isThisTry = and(eq(deliveryAttempts.deliveryId, deliveryId), eq(deliveryAttempts.accountId, accountId));
	await ctx.db.batch([
		ctx.db
			.update(deliveryAttempts)
			.set({ status, providerMessageId })
			.where(and(isThisTry, inArray(deliveryAttempts.status, [...predecessors[status]]))),
		ctx.db
			.insert(deliveryReceipts)
			.select(sql`SELECT ${deliveryId}, ${accountId}, ${status}, ${detail}, ${now} WHERE changes() > 0`),
		logStatement(ctx, {
			eventType: eventTypeOf[known.channel],
			outcome: outcomeOf(status),
			target: [
				...(known.userId === null ? [] : [{ id: known.userId, type: "User" }]),
				{ id: deliveryId, type: "Delivery" },
			],
			debugData: {
				provider: known.provider,
				providerAccount: accountId,
				transactionId: providerMessageId,
				status,
				...(detail === null ? {} : { providerStatus: detail }),
			},
		}),
		ctx.db
			.update(deliveries)
			.set({
				status: sql`${bestStatus(deliveryId)}`,
				messageSealed: sql`CASE ${bestStatus(deliveryId)} WHEN 'delivered' THEN NULL ELSE ${deliveries.messageSealed} END`,
				lastUpdatedAt: now,
			})
			.where(and(eq(deliveries.id, deliveryId), ne(deliveries.status, sql`${bestStatus(deliveryId)}`))),
	]);
}

const rank = sql.raw(bestFirst.map((status, index) => `WHEN '${status}' THEN ${index}`).join(" "));

/** While another try is still under way, the end of one isn't the end of the delivery. */
export const bestStatus = (deliveryId: string) =>
	sql`(SELECT status FROM delivery_attempts WHERE delivery_id = ${deliveryId} ORDER BY CASE status ${rank} END LIMIT 1)`;

/** Okta's names; it sends no instant messages, so that one is ours. */
const eventTypeOf = {
	SMS: "system.sms.receive_status",
	CALL: "system.voice.receive_status",
	EMAIL: "system.email.delivery",
	IM: "system.im.receive_status",
} as const satisfies Record<Channel, EventType>;

const outcomeOf = (status: DeliveryStatus) =>
	status === "undelivered" || status === "failed"
		? ({ result: "FAILURE", reason: status.toUpperCase() } as const)
		: ({ result: "SUCCESS" } as const);
