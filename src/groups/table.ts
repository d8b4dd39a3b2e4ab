// Groups as stored, and who is in them. The built-in group of everyone has no rows of membership.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { groupTypes } from "./schema";

export const groups = sqliteTable("groups", {
	id: text("id").primaryKey(),
	type: text("type", { enum: groupTypes }).notNull(),
	name: text("name").notNull(),
	description: text("description"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
	lastMembershipUpdatedAt: integer("last_membership_updated_at").notNull(),
});

export type GroupRow = typeof groups.$inferSelect;

export const groupMembers = sqliteTable(
	"group_members",
	{ groupId: text("group_id").notNull(), userId: text("user_id").notNull() },
	(table) => [primaryKey({ columns: [table.groupId, table.userId] })],
);
