// Inline hooks as stored, and the outcomes of their calls per day.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HookHeader } from "./schema";
import { telephonyHookType } from "./telephony";

export const inlineHooks = sqliteTable("inline_hooks", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	type: text("type", { enum: [telephonyHookType] }).notNull(),
	version: text("version").notNull(),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	channelVersion: text("channel_version").notNull(),
	uri: text("uri").notNull(),
	headers: text("headers", { mode: "json" }).$type<HookHeader[]>().notNull(),
	/** Name of the header that carries the secret. */
	authKey: text("auth_key").notNull(),
	/** The secret, sealed: see target.ts. */
	authValueSealed: text("auth_value_sealed").notNull(),
	/** Its word for a call; null for the usual one. */
	callWord: text("call_word"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type InlineHookRow = typeof inlineHooks.$inferSelect;

export const inlineHookMetrics = sqliteTable(
	"inline_hook_metrics",
	{
		hookId: text("hook_id").notNull(),
		/** UTC days since 1970-01-01. */
		day: integer("day").notNull(),
		successes: integer("successes").notNull(),
		failures: integer("failures").notNull(),
		/** Sum of the successful calls' durations. */
		successDurationMs: integer("success_duration_ms").notNull(),
	},
	(table) => [primaryKey({ columns: [table.hookId, table.day] })],
);

export type InlineHookMetricsRow = typeof inlineHookMetrics.$inferSelect;
