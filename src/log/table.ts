// The System Log as stored: one row per event, in order of arrival. Its hourly totals. And whose events the log misses.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

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

/** A row per user whose guard holds events that the log should have had for some minutes. */
export const logBacklog = sqliteTable("log_backlog", {
	userId: text("user_id").primaryKey(),
	/** How many events wait in the guard. */
	events: integer("events").notNull(),
	/** Epoch ms: when the oldest of them happened. */
	oldestAt: integer("oldest_at").notNull(),
	/** Why the log doesn't have them, as far as the guard knows. */
	reason: text("reason").notNull(),
	/** Epoch ms: when the guard said so last. */
	notedAt: integer("noted_at").notNull(),
});

export type BacklogRow = typeof logBacklog.$inferSelect;

/** How many events of a type and an outcome were published in an hour. A trigger of `log_events` counts. */
export const logTotals = sqliteTable(
	"log_totals",
	{
		/** Hours since 1970. */
		hour: integer("hour").notNull(),
		eventType: text("event_type").notNull(),
		result: text("result").notNull(),
		events: integer("events").notNull(),
	},
	(table) => [primaryKey({ columns: [table.hour, table.eventType, table.result] })],
);
