// What people have answered to text messages, as stored: a row for each number.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const smsReplies = sqliteTable("sms_replies", {
	/** `destinationHashOf` the number. A trigger refuses deliveries to numbers that are stopped. */
	destinationHash: text("destination_hash").primaryKey(),
	/** `hashOf` the number as contact data. */
	contactHash: text("contact_hash").notNull(),
	numberMasked: text("number_masked").notNull(),
	/** Null: messages may be sent. */
	stoppedAt: integer("stopped_at"),
	/** Epoch ms: when the newest STOP or START was written. */
	saidAt: integer("said_at").notNull().default(0),
	/** Epoch ms: when HELP was answered last. */
	helpedAt: integer("helped_at"),
});
export type SmsReplyRow = typeof smsReplies.$inferSelect;
