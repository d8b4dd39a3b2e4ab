// Deliveries on the wire: without text, code or destination.
import { requestTypeOf } from "../../hooks/telephony";
import { isoOrNull } from "../../web/time";
import type { DeliveryRow, ReceiptRow, Timeline, TryRow } from "../records/read";
import type { DeliverySummaryView, DeliveryView } from "./schema";

export const toSummaryView = (row: DeliveryRow): DeliverySummaryView => ({
	id: row.id,
	channel: row.channel,
	status: row.status,
	destination: row.destinationMasked,
	country: row.country,
	requestType: requestTypeOf[row.purpose],
	userId: row.userId,
	factorId: row.factorId,
	routeId: row.ruleId,
	sourceId: row.sourceId,
	outcome: row.outcome,
	created: iso(row.createdAt),
	expires: iso(row.expiresAt),
	verified: isoOrNull(row.verifiedAt),
	lastUpdated: iso(row.lastUpdatedAt),
});

export const toDeliveryView = ({ delivery, tries, receipts }: Timeline): DeliveryView => ({
	...toSummaryView(delivery),
	attempts: tries.map((row) => toAttemptView(row, receipts)),
});

const toAttemptView = (row: TryRow, receipts: readonly ReceiptRow[]): DeliveryView["attempts"][number] => ({
	provider: row.providerName,
	accountId: row.accountId,
	hookId: row.hookId,
	result: row.result,
	reason: row.kind,
	providerCode: row.providerCode,
	providerMessageId: row.providerMessageId,
	status: row.status,
	at: iso(row.startedAt),
	durationMs: row.durationMs,
	receipts: receipts
		.filter((receipt) => receipt.accountId === row.accountId)
		.map(({ status, detail, receivedAt }) => ({ status, detail, at: iso(receivedAt) })),
});

const iso = (at: number) => new Date(at).toISOString();
