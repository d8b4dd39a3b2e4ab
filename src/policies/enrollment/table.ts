// Enrolment policies as stored: whom they hold, and what they say of authenticators. No row means NOT_ALLOWED.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Offered } from "./evaluate";

export const enrollmentPolicies = sqliteTable("enrollment_policies", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	description: text("description"),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	/** 1, 2, 3 …: see src/priorities.ts. The default policy is the last. */
	priority: integer("priority").notNull(),
	/** Whether it is the default policy. */
	isSystem: integer("is_system", { mode: "boolean" }).notNull().default(false),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export const enrollmentPolicyGroups = sqliteTable(
	"enrollment_policy_groups",
	{ policyId: text("policy_id").notNull(), groupId: text("group_id").notNull() },
	(table) => [primaryKey({ columns: [table.policyId, table.groupId] })],
);

export const enrollmentPolicyAuthenticators = sqliteTable(
	"enrollment_policy_authenticators",
	{
		policyId: text("policy_id").notNull(),
		authenticatorId: text("authenticator_id").notNull(),
		enroll: text("enroll", { enum: ["OPTIONAL", "REQUIRED"] }).notNull(),
	},
	(table) => [primaryKey({ columns: [table.policyId, table.authenticatorId] })],
);

/** A policy with the groups that it holds, and the authenticators that it offers or asks for. */
export type EnrollmentPolicy = typeof enrollmentPolicies.$inferSelect & {
	groupIds: string[];
	offered: Offered;
};
