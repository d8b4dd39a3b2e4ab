// API tokens as stored: the hash of the token, its role, rate limit and application, and when it was made and revoked.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { roles } from "../context";
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
	rateLimit: text("rate_limit", { enum: rateLimits }).notNull(),
});

export type ApiTokenRow = typeof apiTokens.$inferSelect;
