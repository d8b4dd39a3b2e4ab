// Contact data as stored: a flag for each field of a user, and the values that aren't in a directory.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const contactValues = sqliteTable(
	"contact_values",
	{
		/** The row goes with the user. */
		userId: text("user_id").notNull(),
		/** The prefix of values, and the field. */
		key: text("key").notNull(),
		/** Bound to user and key. */
		valueSealed: text("value_sealed").notNull(),
	},
	({ userId, key }) => [primaryKey({ columns: [userId, key] })],
);

export const contactFlags = sqliteTable(
	"contact_flags",
	{
		/** The row goes with the user. */
		userId: text("user_id").notNull(),
		/** The prefix of flags, and the field. */
		key: text("key").notNull(),
		storage: text("storage", { enum: ["DATABASE", "DIRECTORY"] }).notNull(),
		/** What the value is kept under. */
		valueKey: text("value_key").notNull(),
		/** REGISTERED: the value counts. WAITING: for its proof. OFF: it was reset, or the directory's answer was lost. */
		status: text("status", { enum: ["REGISTERED", "WAITING", "OFF"] }).notNull(),
		/** `hashOf` the value that was proven. Another value under the same key isn't proven. */
		provenHash: text("proven_hash"),
		/** SHA-256 of the texts that a person accepted with a check box. */
		textVersion: text("text_version"),
		changedAt: integer("changed_at").notNull(),
	},
	({ userId, key }) => [primaryKey({ columns: [userId, key] })],
);
export type ContactFlagRow = typeof contactFlags.$inferSelect;

export const contactChoices = sqliteTable("contact_choices", {
	/** The row goes with the user. */
	userId: text("user_id").primaryKey(),
	/** The person declined for good. */
	optedOutAt: integer("opted_out_at"),
	/** How often the person has skipped an optional registration. */
	skips: integer("skips").notNull().default(0),
});

/** What a directory still has of users who are gone. A trigger writes the rows. */
export const contactErasures = sqliteTable(
	"contact_erasures",
	{
		userId: text("user_id").notNull(),
		login: text("login").notNull(),
		valueKey: text("value_key").notNull(),
		notedAt: integer("noted_at").notNull(),
		/** Epoch ms when the directory was asked last. */
		triedAt: integer("tried_at").notNull(),
	},
	({ userId, valueKey }) => [primaryKey({ columns: [userId, valueKey] })],
);
