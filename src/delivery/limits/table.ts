// The limits of all senders as stored: one row, written by the first change.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { SendLimits } from "./schema";

export const sendLimitsRow = sqliteTable("send_limits", {
	/** Always 0. */
	id: integer("id").primaryKey(),
	/** Lacks limits that are newer than the row. */
	value: text("value", { mode: "json" }).$type<Partial<SendLimits>>().notNull(),
});
