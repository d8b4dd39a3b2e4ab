// Receipts become facts: the try and its delivery move forward, the timeline and the log say so, a delivered text goes.
import type { Ctx } from "../../context";
import type { Receipt } from "../../drivers/driver";
import type { EventType } from "../../log/event-types";
import { logStatement } from "../../log/write";
import type { Channel, DeliveryStatus } from "../../messages/message";
import { findTries, moveTryOn, type ReportedTry } from "../records/reported";
import { predecessors } from "../records/status";

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
		await moveTryOn(ctx, accountId, found.deliveryId, receipt, logReceipt(ctx, accountId, found, receipt));
		found.status = status;
	}
	return unknown;
}

const logReceipt = (
	ctx: Ctx,
	accountId: string,
	reported: ReportedTry,
	{ providerMessageId, status, detail }: Receipt,
) =>
	logStatement(ctx, {
		eventType: eventTypeOf[reported.channel],
		outcome: outcomeOf(status),
		target: [
			...(reported.userId === null ? [] : [{ id: reported.userId, type: "User" }]),
			{ id: reported.deliveryId, type: "Delivery" },
		],
		debugData: {
			provider: reported.providerName,
			providerAccount: accountId,
			transactionId: providerMessageId,
			status,
			...(detail === null ? {} : { providerStatus: detail }),
		},
	});

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
