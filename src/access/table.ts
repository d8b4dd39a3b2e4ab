// API tokens as stored: the hash of the token, what it may do and for whom, who made it, and when it was used last.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Permission, roles } from "../context";
import { rateLimits } from "./rate-limit";

export const apiTokens = sqliteTable("api_tokens", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	role: text("role", { enum: roles }).notNull(),
	/** The application that the token acts for; null for a token that acts for nobody but itself. */
	applicationId: text("application_id"),
	/** SHA-256 of the token, hex. */
	tokenHash: text("token_hash").notNull().unique(),
	/** The inbound source of a token with the role SOURCE. */
	sourceId: text("source_id"),
	createdAt: integer("created_at").notNull(),
	revokedAt: integer("revoked_at"),
	permissions: text("permissions", { mode: "json" }).$type<readonly Permission[]>().notNull().default([]),
	rateLimit: text("rate_limit", { enum: rateLimits }).notNull(),
	/** Whoever made it; null for the bootstrap token, and for tokens of earlier versions. */
	createdById: text("created_by_id"),
	createdByName: text("created_by_name"),
	/** Up to an hour before its last use. */
	lastUsedAt: integer("last_used_at"),
});

export type ApiTokenRow = typeof apiTokens.$inferSelect;
