// Tokens that came by a file, as stored. A user's token has a factor; when that goes, the token is nobody's again.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const tokens = sqliteTable("tokens", {
	id: text("id").primaryKey(),
	authenticatorId: text("authenticator_id").notNull(),
	serial: text("serial").notNull(),
	manufacturer: text("manufacturer"),
	/** The next counter of an HOTP token, as the file has it. */
	counter: integer("counter"),
	/** Envelope of the shared secret, base64url inside. */
	secretSealed: text("secret_sealed").notNull(),
	/** Keyed hash, the same as in `factors`. */
	secretHash: text("secret_hash").notNull(),
	factorId: text("factor_id"),
	disabledAt: integer("disabled_at"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type TokenRow = typeof tokens.$inferSelect;
