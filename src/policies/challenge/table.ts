// Challenge policies, their lists and sets as stored. A policy is one row, so nobody ever sees half of it.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { checkpoints } from "./checkpoints";
import type { Combination, Rule } from "./definition";
import { type ListContent, listKinds } from "./lists/matching";
import { engines } from "./score";
import type { PolicySet } from "./sets/schema";

const times = { createdAt: integer("created_at").notNull(), lastUpdatedAt: integer("last_updated_at").notNull() };

export const challengePolicies = sqliteTable("challenge_policies", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	description: text("description"),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	checkpoint: text("checkpoint", { enum: checkpoints }).notNull(),
	engine: text("engine", { enum: engines }).notNull(),
	weight: integer("weight").notNull(),
	/** Null: it holds everybody. */
	groupIds: text("group_ids", { mode: "json" }).$type<string[]>(),
	rules: text("rules", { mode: "json" }).$type<Rule[]>().notNull(),
	combinations: text("combinations", { mode: "json" }).$type<Combination[]>().notNull(),
	...times,
});
export type ChallengePolicyRow = typeof challengePolicies.$inferSelect;

export const challengeLists = sqliteTable("challenge_lists", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	description: text("description"),
	kind: text("kind", { enum: listKinds }).notNull(),
	values: text("entries", { mode: "json" }).$type<ListContent["values"]>().notNull(),
	...times,
});
export type ChallengeListRow = typeof challengeLists.$inferSelect;

export const challengePolicySets = sqliteTable("challenge_policy_sets", {
	checkpoint: text("checkpoint", { enum: checkpoints }).primaryKey(),
	settings: text("settings", { mode: "json" }).$type<Omit<PolicySet, "checkpoint">>().notNull(),
});

export const challengePolicyRevisions = sqliteTable("challenge_policy_revisions", {
	revision: integer("revision").primaryKey(),
	changedAt: integer("changed_at").notNull(),
});
