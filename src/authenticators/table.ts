// Authenticators as stored. Custom OTP settings are NULL until they are set, once. Built-in authenticators have none.
import { integer, sqliteTable, sqliteView, text } from "drizzle-orm/sqlite-core";
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

/** How many users have a factor of an authenticator. Triggers of the factors count; no row means none. */
export const authenticatorUsers = sqliteTable("authenticator_users", {
	authenticatorId: text("authenticator_id").primaryKey(),
	users: integer("users").notNull(),
});

/** Which policies offer an authenticator or ask for it. A view of tables that belong to the policies. */
export const authenticatorPolicies = sqliteView("authenticator_policies", {
	authenticatorId: text("authenticator_id").notNull(),
	policyId: text("policy_id").notNull(),
	policyName: text("policy_name").notNull(),
	priority: integer("priority").notNull(),
}).existing();
