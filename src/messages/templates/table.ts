// SMS templates as stored.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { defaultLanguage } from "../../languages";
import { smsTemplateTypes } from "./schema";

export const smsTemplates = sqliteTable("sms_templates", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	type: text("type", { enum: smsTemplateTypes }).notNull(),
	template: text("template").notNull(),
	/** The language of `template`, as `canonicalLanguage` writes it. */
	language: text("language").notNull().default(defaultLanguage),
	/** Language → text. */
	translations: text("translations", { mode: "json" }).$type<Record<string, string>>().notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type SmsTemplateRow = typeof smsTemplates.$inferSelect;
