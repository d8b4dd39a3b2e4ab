// Deliveries as stored, and what was tried for each.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { channels, deliveryStatuses } from "../messages/message";
import { requestTypes } from "../messages/purpose";

export const deliveries = sqliteTable("deliveries", {
	id: text("id").primaryKey(),
	channel: text("channel", { enum: channels }).notNull(),
	/** Keyed hash of the destination. */
	destinationHash: text("destination_hash").notNull(),
	/** What may be shown: `+1415*****67`, `a***@example.com`. */
	destinationMasked: text("destination_masked").notNull(),
	/** Envelope of whom it went to, as the meter counts them: `Recipient`. */
	recipientSealed: text("recipient_sealed").notNull(),
	country: text("country"),
	/** Where the end user was, as far as the caller knew: a later try takes the same route. */
	originCountry: text("origin_country"),
	requestType: text("request_type", { enum: requestTypes }).notNull(),
	userId: text("user_id"),
	factorId: text("factor_id"),
	status: text("status", { enum: deliveryStatuses }).notNull(),
	routeId: text("route_id"),
	hookId: text("hook_id"),
	/** The provider account that took it. */
	accountId: text("account_id"),
	idempotencyKey: text("idempotency_key"),
	/** Envelope of the whole message, while a later provider may need it. */
	messageSealed: text("message_sealed"),
	expiresAt: integer("expires_at").notNull(),
	verifiedAt: integer("verified_at"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export const deliveryAttempts = sqliteTable("delivery_attempts", {
	deliveryId: text("delivery_id").notNull(),
	position: integer("position").notNull(),
	accountId: text("account_id"),
	hookId: text("hook_id"),
	/** The driver's id, or what the hook called its provider. */
	provider: text("provider").notNull(),
	result: text("result", { enum: ["accepted", "failed", "unknown"] }).notNull(),
	/** Why not, where it failed: the kind of DeliveryError, or the hook's failure reason. */
	kind: text("kind"),
	providerCode: text("provider_code"),
	providerMessageId: text("provider_message_id"),
	status: text("status", { enum: deliveryStatuses }).notNull(),
	startedAt: integer("started_at").notNull(),
	durationMs: integer("duration_ms").notNull(),
});
