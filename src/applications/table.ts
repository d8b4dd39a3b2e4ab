// Applications as stored. D1's keys see to it that `extends` points at an application that extends none itself.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Branding } from "./branding";
import { signingAlgorithms } from "./schema";

export const applications = sqliteTable("applications", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	returnUrls: text("return_urls", { mode: "json" }).$type<string[]>().notNull(),
	defaultLocale: text("default_locale").notNull(),
	region: text("region"),
	timeZone: text("time_zone").notNull(),
	extends: text("extends"),
	/** Locale → text. */
	contactText: text("contact_text", { mode: "json" }).$type<Record<string, string>>().notNull(),
	branding: text("branding", { mode: "json" }).$type<Branding>().notNull(),
	signingAlgorithm: text("signing_algorithm", { enum: signingAlgorithms }).notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type ApplicationRow = typeof applications.$inferSelect;
