// The receiver as stored: one row of settings, and the requests of the last day with their answers.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const oktaReceiver = sqliteTable("okta_receiver", {
	/** Always 0; the migration makes the row. */
	id: integer("id").primaryKey(),
	isEnabled: integer("is_enabled", { mode: "boolean" }).notNull(),
	headerName: text("header_name").notNull(),
	secretHash: text("secret_hash"),
	lastUpdatedAt: integer("last_updated_at"),
});

export type OktaReceiverRow = typeof oktaReceiver.$inferSelect;

export const oktaReceiverEvents = sqliteTable("okta_receiver_events", {
	/** Okta's id of the request. */
	eventId: text("event_id").primaryKey(),
	/** Null while the request is being worked on. */
	answer: text("answer", { mode: "json" }).$type<unknown>(),
	receivedAt: integer("received_at").notNull(),
});
