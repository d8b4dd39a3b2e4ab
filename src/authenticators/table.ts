// Authenticators as stored. Custom OTP settings are NULL until they are set, once. Built-in authenticators have none.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OtpSettings } from "./schema";

export const authenticators = sqliteTable("authenticators", {
	id: text("id").primaryKey(),
	key: text("key", { enum: ["custom_otp", "phone_number", "okta_email"] }).notNull(),
	name: text("name").notNull(),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	settings: text("settings", { mode: "json" }).$type<OtpSettings>(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type AuthenticatorRow = typeof authenticators.$inferSelect;
