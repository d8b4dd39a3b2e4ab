// Inbound sources as stored, and their requests of the last day with our answers.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OwnSendLimits } from "../delivery/limits/schema";

export const inboundSources = sqliteTable("inbound_sources", {
	/** `src…`; `okta` for the one that a migration makes. */
	id: text("id").primaryKey(),
	/** Which file here speaks the source's language. */
	type: text("type").notNull(),
	name: text("name").notNull(),
	isEnabled: integer("is_enabled", { mode: "boolean" }).notNull(),
	/** The header that a request's secret comes in. */
	headerName: text("header_name").notNull(),
	secretHash: text("secret_hash"),
	/** The same for the source's events, which tell outcomes. */
	eventHeaderName: text("event_header_name").notNull(),
	eventSecretHash: text("event_secret_hash"),
	/** Every text message is written from this template. Null: the source's own text goes out where it brings one. */
	smsTemplateId: text("sms_template_id"),
	/** Stands in for the account's own sender, where the account's driver takes it. */
	sender: text("sender"),
	/** Whether the meter judges number ranges by what the source tells of its codes. */
	countsOutcomes: integer("counts_outcomes", { mode: "boolean" }).notNull(),
	/** Only what stands in place of the limits of all senders. */
	limits: text("limits", { mode: "json" }).$type<OwnSendLimits>().notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at"),
});

export type InboundSourceRow = typeof inboundSources.$inferSelect;

export const inboundRequests = sqliteTable(
	"inbound_requests",
	{
		sourceId: text("source_id").notNull(),
		/** The source's own id of the request. */
		eventId: text("event_id").notNull(),
		/** Null while the request is being worked on. */
		answer: text("answer", { mode: "json" }).$type<unknown>(),
		receivedAt: integer("received_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.sourceId, table.eventId] })],
);
