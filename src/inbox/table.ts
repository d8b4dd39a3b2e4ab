// The development inbox as stored. Nothing is sealed here, so nothing is ever written outside development.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { channels } from "../messages/message";

export const inboxMessages = sqliteTable("inbox_messages", {
	/** The order of arrival. */
	seq: integer("seq").primaryKey({ autoIncrement: true }),
	deliveryId: text("delivery_id").notNull(),
	channel: text("channel", { enum: channels }).notNull(),
	destination: text("destination").notNull(),
	locale: text("locale").notNull(),
	subject: text("subject"),
	text: text("text").notNull(),
	code: text("code").notNull(),
	receivedAt: integer("received_at").notNull(),
});

export type InboxMessageRow = typeof inboxMessages.$inferSelect;
