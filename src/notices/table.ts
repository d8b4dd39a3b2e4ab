// Notices that wait, and addresses from before a change, as stored. Triggers write the rows (migrations/0059).
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { noticeKinds } from "../settings/catalogue/notices";

export const userNotices = sqliteTable("user_notices", {
	/** The log event that is told, or `profile:` and chance. */
	eventUuid: text("event_uuid").primaryKey(),
	userId: text("user_id").notNull(),
	kind: text("kind", { enum: noticeKinds as [(typeof noticeKinds)[number]] }).notNull(),
	/** Epoch ms. */
	happenedAt: integer("happened_at").notNull(),
	/** Epoch ms: until then somebody is sending it. */
	claimedUntil: integer("claimed_until").notNull().default(0),
	sentAt: integer("sent_at"),
});
export type UserNoticeRow = typeof userNotices.$inferSelect;

export const pastAddresses = sqliteTable("past_addresses", {
	id: integer("id").primaryKey(),
	userId: text("user_id").notNull(),
	source: text("source", { enum: ["USER", "CONTACT", "FACTOR"] }).notNull(),
	/** The field of the profile, the key of the contact's value, or the factor's id. */
	place: text("place").notNull(),
	/** As it was sealed there. Null: there was none, or a directory has it. */
	valueSealed: text("value_sealed"),
	hash: text("hash"),
	/** Epoch ms: from when until when it counted. Null: until a moment that is being written. */
	since: integer("since").notNull(),
	until: integer("until"),
	notedAt: integer("noted_at").notNull(),
});
export type PastAddressRow = typeof pastAddresses.$inferSelect;
