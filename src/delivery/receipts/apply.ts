// Applies receipts: moves the try and its delivery on, writes timeline and log, erases the text of a delivered message.
import type { Ctx } from "../../context";
import type { Receipt } from "../../drivers/driver";
import type { EventType } from "../../log/event-types";
import { logStatement } from "../../log/write";
import type { Channel, DeliveryStatus } from "../../messages/message";
import { findTries, moveTryOn, type ReportedTry } from "../records/reported";
import { predecessors } from "../records/status";

/**
 * Applies what a provider account reported. Late, repeated and disordered receipts change nothing.
 * @param deliveryId from the callback's address: finds a try whose provider message id we never learnt
 * @returns the receipts of unknown messages; the tries of those may be written a moment later
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
			// The try that the address names has another message id: the receipt is about a further part, or a stranger's.
			if (!tries.some((one) => one.deliveryId === deliveryId)) unknown.push(receipt);
			continue;
		}
		// The try now has this id. So another id in the same callback isn't about this try.
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

/** Okta's names. Okta sends no instant messages, so the name for IM is ours. */
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
