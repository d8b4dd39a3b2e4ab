// Provider accounts as stored.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const providerAccounts = sqliteTable("provider_accounts", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	/** Never changes, because the rules that name the account depend on its driver. */
	driverId: text("driver_id").notNull(),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	/** As the driver's schema parsed it, defaults included. */
	config: text("config", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
	/** The secrets as one JSON object, sealed: see secrets.ts. */
	secretsSealed: text("secrets_sealed").notNull(),
	/** The names of the secrets that are set. */
	secretNames: text("secret_names", { mode: "json" }).$type<string[]>().notNull(),
	breakerFailures: integer("breaker_failures").notNull().default(0),
	breakerOpenUntil: integer("breaker_open_until"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type ProviderAccountRow = typeof providerAccounts.$inferSelect;
