// Rules as stored, and the accounts that each rule tries.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Channel, Purpose } from "../../messages/message";

export const deliveryRules = sqliteTable("delivery_rules", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	/** 1, 2, 3 …: see src/priorities.ts. */
	priority: integer("priority").notNull(),
	channels: text("channels", { mode: "json" }).$type<Channel[]>().notNull(),
	destinationCountries: text("destination_countries", { mode: "json" }).$type<string[]>().notNull(),
	originCountries: text("origin_countries", { mode: "json" }).$type<string[]>().notNull(),
	purposes: text("purposes", { mode: "json" }).$type<Purpose[]>().notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export const deliveryRuleAccounts = sqliteTable(
	"delivery_rule_accounts",
	{
		ruleId: text("rule_id").notNull(),
		/** From 0: the order in which the accounts are tried. */
		position: integer("position").notNull(),
		accountId: text("account_id").notNull(),
	},
	(table) => [primaryKey({ columns: [table.ruleId, table.position] })],
);

/** A rule with the ids of its accounts, in order. */
export type Rule = typeof deliveryRules.$inferSelect & { accountIds: string[] };
