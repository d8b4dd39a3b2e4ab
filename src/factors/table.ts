// Factors as stored. The user's guard keeps counters and used codes.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type FactorProfile, factorTypes } from "./schema";

export const factors = sqliteTable("factors", {
	id: text("id").primaryKey(),
	userId: text("user_id").notNull(),
	factorType: text("factor_type", { enum: factorTypes }).notNull(),
	provider: text("provider", { enum: ["CUSTOM", "GOOGLE", "OKTA"] }).notNull(),
	status: text("status", { enum: ["PENDING_ACTIVATION", "ACTIVE"] }).notNull(),
	authenticatorId: text("authenticator_id"),
	/** The part of the factor that may be shown; it holds no secret. */
	profile: text("profile", { mode: "json" }).$type<FactorProfile>().notNull(),
	/** Envelope of the shared secret (base64url inside), or of the answer's keyed hash. Null where codes are sent. */
	secretSealed: text("secret_sealed"),
	/** Envelope of the number or address, as JSON. Null unless codes are sent. */
	contactSealed: text("contact_sealed"),
	/** `destinationHashOf` the number of an SMS factor. Null for other factors, and for those from before. */
	numberHash: text("number_hash"),
	/** Keyed hash of a shared secret that an administrator brought, so that no second user gets this secret. */
	secretHash: text("secret_hash"),
	/** How far an earlier factor had used the secret: the highest step, or the next counter. Null for a fresh secret. */
	firstMark: integer("first_mark"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type Factor = typeof factors.$inferSelect;
