// What operators of customer care did within the hour, as stored. Who did what to whom, and why, is in the System Log.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const careActions = sqliteTable("care_actions", {
	id: text("id").primaryKey(),
	/** The API token or the administrator. */
	operatorId: text("operator_id").notNull(),
	takenAt: integer("taken_at").notNull(),
});

/** How often an operator may act, whatever the actions are. */
export const actionsPerHour = 30;

/** A row of this age counts no more, and may go. */
export const hourMs = 3_600_000;
