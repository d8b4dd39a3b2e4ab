// Factors as stored. Counters and used codes aren't here: they live in the user's guard.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type FactorProfile, factorTypes } from "./schema";

export const factors = sqliteTable("factors", {
	id: text("id").primaryKey(),
	userId: text("user_id").notNull(),
	factorType: text("factor_type", { enum: factorTypes }).notNull(),
	provider: text("provider", { enum: ["CUSTOM", "GOOGLE", "OKTA"] }).notNull(),
	status: text("status", { enum: ["PENDING_ACTIVATION", "ACTIVE"] }).notNull(),
	authenticatorId: text("authenticator_id"),
	/** What may be shown of it; nothing secret. */
	profile: text("profile", { mode: "json" }).$type<FactorProfile>().notNull(),
	/** Envelope of the shared secret (base64url inside), or of the answer's keyed hash; null where codes are sent. */
	secretSealed: text("secret_sealed"),
	/** Envelope of where codes are sent, as JSON; null for all others. */
	contactSealed: text("contact_sealed"),
	/** Keyed hash of a shared secret that an administrator brought, so that nobody gets it a second time. */
	secretHash: text("secret_hash"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type Factor = typeof factors.$inferSelect;
