// Reads enrolment policies: all in order, one by id, and the one that holds a user.
import { and, asc, eq, exists, gt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { notFound } from "../../errors";
import { holdsUser } from "../../groups/members";
import type { Offered } from "./evaluate";
import type { PolicyListQuery } from "./schema";
import {
	type EnrollmentPolicy,
	enrollmentPolicies,
	enrollmentPolicyAuthenticators,
	enrollmentPolicyGroups,
} from "./table";

export type { EnrollmentPolicy };

const { id, name, priority } = enrollmentPolicies;

/** By priority. There are policies of one type only. */
export async function listPolicies(ctx: Ctx, query: PolicyListQuery): Promise<Page<EnrollmentPolicy>> {
	const { type, status, q, after, limit } = query;
	if (type !== "MFA_ENROLL") return { items: [] };
	const policies = await readPolicies(
		ctx,
		and(
			status === undefined ? undefined : eq(enrollmentPolicies.status, status),
			q === undefined ? undefined : sql`substr(${name}, 1, length(${q})) = ${q} COLLATE NOCASE`,
			after === undefined ? undefined : gt(priority, priorityOf(ctx, after)),
		),
		limit + 1,
	);
	return pageOf(policies, limit, (policy) => policy.id);
}

export async function getPolicy(ctx: Ctx, policyId: string): Promise<EnrollmentPolicy> {
	const [policy] = await readPolicies(ctx, eq(id, policyId), 1);
	if (!policy) throw notFound("Policy", policyId);
	return policy;
}

export interface EffectivePolicy {
	id: string;
	name: string;
	offered: Offered;
}

/** Finds the first active policy, by priority, whose groups hold the user. One query, because every catalogue asks. */
export async function effectivePolicy(ctx: Ctx, userId: string): Promise<EffectivePolicy> {
	const isHeld = exists(
		ctx.db
			.select({ one: sql`1` })
			.from(enrollmentPolicyGroups)
			.where(and(eq(enrollmentPolicyGroups.policyId, id), holdsUser(enrollmentPolicyGroups.groupId, userId))),
	);
	const first = ctx.db
		.select({ id })
		.from(enrollmentPolicies)
		.where(and(eq(enrollmentPolicies.status, "ACTIVE"), isHeld))
		.orderBy(asc(priority))
		.limit(1)
		.as("first");
	const { authenticatorId, enroll, policyId } = enrollmentPolicyAuthenticators;
	const rows = await ctx.db
		.select({ id, name, authenticatorId, enroll })
		.from(first)
		.innerJoin(enrollmentPolicies, eq(id, first.id))
		.leftJoin(enrollmentPolicyAuthenticators, eq(policyId, id));
	const [policy] = rows;
	if (!policy) throw new Error("the default enrolment policy is missing");
	const offered = rows.flatMap((row) =>
		row.authenticatorId === null || row.enroll === null ? [] : [[row.authenticatorId, row.enroll] as const],
	);
	return { id: policy.id, name: policy.name, offered: new Map(offered) };
}

/** The policies that name the group among those whose members they hold. */
export const listPoliciesNaming = (ctx: Ctx, groupId: string): Promise<{ id: string; name: string }[]> =>
	ctx.db
		.select({ id, name })
		.from(enrollmentPolicyGroups)
		.innerJoin(enrollmentPolicies, eq(id, enrollmentPolicyGroups.policyId))
		.where(eq(enrollmentPolicyGroups.groupId, groupId))
		.orderBy(asc(priority));

const priorityOf = (ctx: Ctx, policyId: string) =>
	sql`(${ctx.db.select({ priority }).from(enrollmentPolicies).where(eq(id, policyId))})`;

/** All tables are read in one transaction, so that no policy is seen without its groups or its settings. */
async function readPolicies(ctx: Ctx, where: SQL | undefined, limit: number): Promise<EnrollmentPolicy[]> {
	const wanted = () => ctx.db.select({ id }).from(enrollmentPolicies).where(where);
	const isWanted = (policyId: SQL) => sql`${policyId} IN (${wanted()})`;
	const [policies, groups, authenticators] = await ctx.db.batch([
		ctx.db.select().from(enrollmentPolicies).where(where).orderBy(asc(priority)).limit(limit),
		ctx.db
			.select()
			.from(enrollmentPolicyGroups)
			.where(isWanted(sql`${enrollmentPolicyGroups.policyId}`))
			.orderBy(asc(enrollmentPolicyGroups.groupId)),
		ctx.db
			.select()
			.from(enrollmentPolicyAuthenticators)
			.where(isWanted(sql`${enrollmentPolicyAuthenticators.policyId}`)),
	]);
	return policies.map((policy) => ({
		...policy,
		groupIds: groups.filter(({ policyId }) => policyId === policy.id).map(({ groupId }) => groupId),
		offered: new Map(
			authenticators
				.filter(({ policyId }) => policyId === policy.id)
				.map(({ authenticatorId, enroll }) => [authenticatorId, enroll]),
		),
	}));
}
