// Dead letters as stored: messages of our queues that could not be taken, however often they were tried.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { queueNames } from "./schema";

export const deadLetters = sqliteTable("dead_letters", {
	id: text("id").primaryKey(),
	/** The platform's id: miniflare keeps it when a message dies, Cloudflare doesn't promise to. */
	messageId: text("message_id").notNull().unique(),
	/** Where the message was, and where it goes when it is played back. */
	queue: text("queue", { enum: queueNames }).notNull(),
	bytes: integer("bytes").notNull(),
	sentAt: integer("sent_at").notNull(),
	diedAt: integer("died_at").notNull(),
	/** When it was last put back on its queue. */
	playedBackAt: integer("played_back_at"),
	/** JSON. It may hold logins, addresses and sealed values, so no answer and no log shows it. */
	body: text("body").notNull(),
});

export type DeadLetterRow = typeof deadLetters.$inferSelect;
