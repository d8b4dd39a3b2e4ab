// Rules of an enrolment policy as stored, and the users whom a rule leaves out.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { enrollChoices } from "./schema";

export const enrollmentRules = sqliteTable("enrollment_rules", {
	id: text("id").primaryKey(),
	policyId: text("policy_id").notNull(),
	name: text("name").notNull(),
	status: text("status", { enum: ["ACTIVE", "INACTIVE"] }).notNull(),
	/** 1, 2, 3 … within the policy: see src/priorities.ts. The default rule is the last. */
	priority: integer("priority").notNull(),
	/** Whether it is the default rule of the default policy. */
	isSystem: integer("is_system", { mode: "boolean" }).notNull().default(false),
	enroll: text("enroll", { enum: enrollChoices }).notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export const enrollmentRuleExclusions = sqliteTable(
	"enrollment_rule_exclusions",
	{ ruleId: text("rule_id").notNull(), userId: text("user_id").notNull() },
	(table) => [primaryKey({ columns: [table.ruleId, table.userId] })],
);

/** A rule with the users whom it leaves out. */
export type EnrollmentRule = typeof enrollmentRules.$inferSelect & { excludedUserIds: string[] };
