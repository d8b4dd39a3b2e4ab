// The HTTP directory for contact data as stored: no row, or one.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const contactDirectory = sqliteTable("contact_directory", {
	/** Always 0. */
	id: integer("id").primaryKey(),
	/** Without a query, because user and key go there. */
	url: text("url").notNull(),
	/** The name of the header that carries the secret. */
	authHeader: text("auth_header").notNull(),
	/** Write-only. */
	authValueSealed: text("auth_value_sealed").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});
export type ContactDirectoryRow = typeof contactDirectory.$inferSelect;
