// The System Log as stored: one row per event, in order of arrival.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const logEvents = sqliteTable("log_events", {
	/** The order of arrival. A poller's cursor is one of these numbers. */
	seq: integer("seq").primaryKey({ autoIncrement: true }),
	uuid: text("uuid").notNull().unique(),
	/** Epoch ms: when it happened. */
	published: integer("published").notNull(),
	eventType: text("event_type").notNull(),
	/** The whole LogEvent in JSON, as answers show it. */
	event: text("event").notNull(),
});
