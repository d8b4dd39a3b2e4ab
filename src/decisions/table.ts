// Recorded decisions as stored, for 30 days, and users whom policies challenge instead of blocking, for a while.
import { sql } from "drizzle-orm";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { actions, checkpoints } from "../policies/challenge/checkpoints";
import type { Facts } from "../policies/challenge/facts";

export const decisions = sqliteTable("decisions", {
	id: text("id").primaryKey(),
	decidedAt: integer("decided_at").notNull(),
	checkpoint: text("checkpoint", { enum: checkpoints }).notNull(),
	action: text("action", { enum: actions }).notNull(),
	score: integer("score").notNull(),
	/** Null where the user wasn't known. The row goes with the user. */
	userId: text("user_id"),
	applicationId: text("application_id"),
	/** Keyed hash of the device's token. */
	device: text("device"),
	ipAddress: text("ip_address"),
	latitude: real("latitude"),
	longitude: real("longitude"),
	/** Of the challenge policies that decided. */
	revision: integer("revision").notNull(),
	facts: text("facts", { mode: "json" }).$type<Facts>().notNull(),
	/** Names of facts, and keys of counts, that were asked for: what is missing among them was unknown. */
	asked: text("asked", { mode: "json" }).$type<string[]>().notNull(),
	/** When the application said that the user had passed the challenge. */
	passedAt: integer("passed_at"),
	/** D1 computes it: after the password the user was let in, or passed the challenge. */
	isSignIn: integer("is_sign_in", { mode: "boolean" }).generatedAlwaysAs(
		sql`(checkpoint = 'POST_AUTHENTICATION' AND (action = 'ALLOW' OR passed_at IS NOT NULL))`,
	),
});
export type DecisionRow = typeof decisions.$inferSelect;

export const temporaryAllows = sqliteTable("temporary_allows", {
	/** The row goes with the user. */
	userId: text("user_id").primaryKey(),
	/** Epoch ms. From then on policies block as before. */
	endsAt: integer("ends_at").notNull(),
});
