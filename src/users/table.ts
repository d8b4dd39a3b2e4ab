// Users as stored: names in plain text, contact data sealed, with a keyed hash beside what must be found again.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Attributes } from "./attributes";
import { userStatuses } from "./schema";

export const users = sqliteTable("users", {
	id: text("id").primaryKey(),
	/** As it was given. `loginKey` is the form in which it is unique and found. */
	login: text("login").notNull(),
	loginKey: text("login_key").notNull().unique(),
	status: text("status", { enum: userStatuses }).notNull(),
	firstName: text("first_name"),
	lastName: text("last_name"),
	displayName: text("display_name"),
	locale: text("locale"),
	emailSealed: text("email_sealed"),
	emailHash: text("email_hash"),
	secondEmailSealed: text("second_email_sealed"),
	secondEmailHash: text("second_email_hash"),
	mobilePhoneSealed: text("mobile_phone_sealed"),
	mobilePhoneHash: text("mobile_phone_hash"),
	primaryPhoneSealed: text("primary_phone_sealed"),
	primaryPhoneHash: text("primary_phone_hash"),
	/** Attribute → text. The addresses among them are envelopes. */
	attributes: text("attributes", { mode: "json" }).$type<Attributes>().notNull().default({}),
	/** Whether a password was ever given. The password itself is never kept. */
	hasPassword: integer("has_password", { mode: "boolean" }).notNull().default(false),
	createdAt: integer("created_at").notNull(),
	activatedAt: integer("activated_at"),
	statusChangedAt: integer("status_changed_at"),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type UserRow = typeof users.$inferSelect;
