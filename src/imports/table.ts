// Which imports of tokens there are. Everything else of an import is in its Durable Object.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { importStatuses } from "./job/types";

export const tokenImports = sqliteTable("token_imports", {
	id: text("id").primaryKey(),
	source: text("source", { enum: ["FILE", "AUTHENTICATOR"] }).notNull(),
	authenticatorId: text("authenticator_id").notNull(),
	fromAuthenticatorId: text("from_authenticator_id"),
	status: text("status", { enum: importStatuses }).notNull(),
	/** The name of the token or of the person that began it. */
	createdBy: text("created_by"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type TokenImportRow = typeof tokenImports.$inferSelect;
