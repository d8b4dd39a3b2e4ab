// The limits as stored: a row for all senders, and a row for each sender that has limits of its own.
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OwnSendLimits } from "./schema";

export const sendLimitRows = sqliteTable("send_limits", {
	/** `all`, or `source:` and the id of an inbound source. */
	scope: text("scope").primaryKey(),
	/** Only what was set. */
	value: text("value", { mode: "json" }).$type<OwnSendLimits>().notNull(),
});
