// Whom a policy reaches: people of its groups whom no earlier policy holds.
import { and, eq, lt, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { holdsUser, idsOfMembers } from "../../groups/members";
import { listUsersAmong } from "../../users/list";
import type { User } from "../../users/user";
import { type EnrollmentPolicy, enrollmentPolicies, enrollmentPolicyGroups } from "./table";

export interface Reach {
	/** Of the members that were looked at. */
	users: number;
	/** How many members were looked at. */
	members: number;
	/** Whether these were all. */
	isWhole: boolean;
	examples: User[];
}

/** A group may have a million members, and this is asked for a page. */
const mostMembers = 10_000;
const mostExamples = 5;

/** Whom the policy holds; if it is inactive, whom it would hold. */
export async function reachOf(ctx: Ctx, { groupIds, priority }: EnrollmentPolicy): Promise<Reach> {
	const earlier = ctx.db
		.select({ one: sql`1` })
		.from(enrollmentPolicies)
		.innerJoin(enrollmentPolicyGroups, eq(enrollmentPolicyGroups.policyId, enrollmentPolicies.id))
		.where(
			and(
				eq(enrollmentPolicies.status, "ACTIVE"),
				lt(enrollmentPolicies.priority, priority),
				holdsUser(enrollmentPolicyGroups.groupId, sql`member.id`),
			),
		);
	const [row] = await ctx.db.all<{ members: number; users: number; examples: string }>(sql`
		SELECT members, users, examples FROM (
			WITH member AS MATERIALIZED (${idsOfMembers(groupIds, mostMembers)}),
				held AS MATERIALIZED (SELECT id FROM member WHERE NOT EXISTS ${earlier})
			SELECT (SELECT COUNT(*) FROM member) AS members, (SELECT COUNT(*) FROM held) AS users,
				(SELECT json_group_array(id) FROM (SELECT id FROM held LIMIT ${mostExamples})) AS examples
		)`);
	const { members = 0, users = 0, examples = "[]" } = row ?? {};
	const shown = await listUsersAmong(ctx, sql`SELECT value FROM json_each(${examples})`, { limit: mostExamples });
	return { members, users, isWhole: members < mostMembers, examples: shown.items };
}
