// The System Log as stored: one row per event, in order of arrival.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const logEvents = sqliteTable("log_events", {
	/** Order of persistence: what a poller's cursor counts in. */
	seq: integer("seq").primaryKey({ autoIncrement: true }),
	uuid: text("uuid").notNull().unique(),
	/** Epoch ms: when it happened. */
	published: integer("published").notNull(),
	eventType: text("event_type").notNull(),
	/** The whole LogEvent as it is answered, JSON. */
	event: text("event").notNull(),
});
