// The keys that sign results, as stored. D1's indexes see to it that one key of each kind signs.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { JWK } from "jose";
import { keyStates, signingAlgorithms } from "./rotation";

export const signingKeys = sqliteTable("signing_keys", {
	kid: text("kid").primaryKey(),
	algorithm: text("algorithm", { enum: signingAlgorithms }).notNull(),
	state: text("state", { enum: keyStates }).notNull(),
	publicKey: text("public_key", { mode: "json" }).$type<JWK>().notNull(),
	privateSealed: text("private_sealed"),
	createdAt: integer("created_at").notNull(),
	stateSince: integer("state_since").notNull(),
	/** Whose key it is, if it was uploaded. */
	applicationId: text("application_id"),
	expiresAt: integer("expires_at"),
	warnedAt: integer("warned_at"),
});
export type SigningKeyRow = typeof signingKeys.$inferSelect;
