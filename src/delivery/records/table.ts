// Deliveries as stored, what was tried for each, what providers reported of the tries, and how many tries there were.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { channels, deliveryStatuses, outcomes, purposes } from "../../messages/message";

export const deliveries = sqliteTable("deliveries", {
	id: text("id").primaryKey(),
	channel: text("channel", { enum: channels }).notNull(),
	/** Keyed hash of the destination. */
	destinationHash: text("destination_hash").notNull(),
	/** What may be shown: `+1415*****67`, `a***@example.com`. */
	destinationMasked: text("destination_masked").notNull(),
	/** Envelope of the recipient as the meter counts it: `Recipient`. */
	recipientSealed: text("recipient_sealed").notNull(),
	country: text("country"),
	/** Where the end user was, if the caller knew it. A later try needs it to match the same rule. */
	originCountry: text("origin_country"),
	purpose: text("purpose", { enum: purposes }).notNull(),
	userId: text("user_id"),
	factorId: text("factor_id"),
	status: text("status", { enum: deliveryStatuses }).notNull(),
	ruleId: text("rule_id"),
	hookId: text("hook_id"),
	/** The provider account that took it. */
	accountId: text("account_id"),
	idempotencyKey: text("idempotency_key"),
	/** The other system that asked for the message, and its own id of the person. */
	sourceId: text("source_id"),
	sourceUserId: text("source_user_id"),
	/** Whether the meter judges the number range by this send. */
	isJudged: integer("is_judged", { mode: "boolean" }).notNull(),
	/** What the source told of the code, and by which event of its own. */
	outcome: text("outcome", { enum: outcomes }),
	outcomeEventId: text("outcome_event_id"),
	/** Envelope of the whole message, kept while a later provider may need it. */
	messageSealed: text("message_sealed"),
	expiresAt: integer("expires_at").notNull(),
	verifiedAt: integer("verified_at"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type DeliveryRow = typeof deliveries.$inferSelect;

export const deliveryTries = sqliteTable("delivery_tries", {
	deliveryId: text("delivery_id").notNull(),
	position: integer("position").notNull(),
	accountId: text("account_id"),
	hookId: text("hook_id"),
	/** The driver's id, or what the hook called its provider. */
	providerName: text("provider_name").notNull(),
	result: text("result", { enum: ["accepted", "failed", "unknown"] }).notNull(),
	/** Why the try failed: the kind of DeliveryError, or the hook's failure reason. */
	kind: text("kind"),
	providerCode: text("provider_code"),
	providerMessageId: text("provider_message_id"),
	status: text("status", { enum: deliveryStatuses }).notNull(),
	startedAt: integer("started_at").notNull(),
	durationMs: integer("duration_ms").notNull(),
});

export type TryRow = typeof deliveryTries.$inferSelect;

export const deliveryReceipts = sqliteTable(
	"delivery_receipts",
	{
		deliveryId: text("delivery_id").notNull(),
		/** The provider account that reported. */
		accountId: text("account_id").notNull(),
		status: text("status", { enum: deliveryStatuses }).notNull(),
		/** The provider's word or code. */
		detail: text("detail"),
		receivedAt: integer("received_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.deliveryId, table.accountId, table.status] })],
);

export type ReceiptRow = typeof deliveryReceipts.$inferSelect;

/** How the tries of a day went. Triggers of the other tables count. */
export const deliveryTotals = sqliteTable(
	"delivery_totals",
	{
		/** Days since 1970, in UTC. */
		day: integer("day").notNull(),
		/** Empty for an address without a country. */
		country: text("country").notNull(),
		/** The account or the hook. */
		senderId: text("sender_id").notNull(),
		tries: integer("tries").notNull(),
		failed: integer("failed").notNull(),
		delivered: integer("delivered").notNull(),
		/** How many codes were entered. */
		entered: integer("entered").notNull(),
	},
	(table) => [primaryKey({ columns: [table.day, table.country, table.senderId] })],
);
