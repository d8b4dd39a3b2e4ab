// Values of properties as stored. Values that live in other slices have no row here.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const properties = sqliteTable(
	"properties",
	{
		/** `default`, an application's id, or empty for a property that has no scope. */
		scope: text("scope").notNull(),
		/** As the catalogue spells it, without the scope. */
		name: text("name").notNull(),
		/** As `canonicalLanguage` writes it; empty for the value of all languages. */
		locale: text("locale").notNull(),
		value: text("value").notNull(),
		lastUpdatedAt: integer("last_updated_at").notNull(),
	},
	({ scope, name, locale }) => [primaryKey({ columns: [scope, name, locale] })],
);

export type PropertyRow = typeof properties.$inferSelect;
