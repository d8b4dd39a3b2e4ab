// Rules of an enrolment policy: reading, adding, replacing, switching and deleting them.
import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Ctx } from "../../../context";
import { refusedBy, violatedConstraint } from "../../../db";
import { invalid, notFound } from "../../../errors";
import { newId } from "../../../ids";
import { logStatement } from "../../../log/write";
import { placeOfMoved, placeOfNew, renumber } from "../../../priorities";
import { missingUserIds } from "../../../users/service";
import { getPolicy } from "../read";
import { policyParty } from "../service";
import type { PolicyRuleInput } from "./schema";
import { type EnrollmentRule, enrollmentRuleExclusions, enrollmentRules } from "./table";

export type { EnrollmentRule };

/** By priority. Both tables are read in one transaction, so that no rule is seen without its exclusions. */
export async function listPolicyRules(ctx: Ctx, policyId: string): Promise<EnrollmentRule[]> {
	const ofPolicy = eq(enrollmentRules.policyId, policyId);
	const ids = ctx.db.select({ id: enrollmentRules.id }).from(enrollmentRules).where(ofPolicy);
	const [rules, exclusions] = await ctx.db.batch([
		ctx.db.select().from(enrollmentRules).where(ofPolicy).orderBy(asc(enrollmentRules.priority)),
		ctx.db
			.select()
			.from(enrollmentRuleExclusions)
			.where(sql`${enrollmentRuleExclusions.ruleId} IN (${ids})`)
			.orderBy(asc(enrollmentRuleExclusions.userId)),
	]);
	return rules.map((rule) => ({
		...rule,
		excludedUserIds: exclusions.filter(({ ruleId }) => ruleId === rule.id).map(({ userId }) => userId),
	}));
}

/** Throws E0000007 for a rule of another policy, too. */
export async function getPolicyRule(ctx: Ctx, policyId: string, ruleId: string): Promise<EnrollmentRule> {
	const rule = (await listPolicyRules(ctx, policyId)).find(({ id }) => id === ruleId);
	if (!rule) throw notFound("PolicyRule", ruleId);
	return rule;
}

export async function createPolicyRule(
	ctx: Ctx,
	policyId: string,
	input: PolicyRuleInput,
	{ activate }: { activate: boolean },
): Promise<EnrollmentRule> {
	const policy = await getPolicy(ctx, policyId);
	const row = {
		id: newId("policyRule", ctx.now()),
		policyId,
		...columnsOf(input),
		status: activate ? "ACTIVE" : "INACTIVE",
		priority: placeOfNew(enrollmentRules, input.priority),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	} as const;
	await writeChecked(
		ctx,
		input,
		() => getPolicy(ctx, policyId),
		() =>
			ctx.db.batch([
				ctx.db.insert(enrollmentRules).values(row),
				logChange(ctx, "add", policy, row),
				excludeStatement(ctx, row.id, input),
				renumberRules(ctx),
			]),
	);
	return getPolicyRule(ctx, policyId, row.id);
}

/** Sets everything but the status. The priority stays when it is left out. */
export async function replacePolicyRule(
	ctx: Ctx,
	policyId: string,
	ruleId: string,
	input: PolicyRuleInput,
): Promise<EnrollmentRule> {
	const { policy, rule } = await getChangeable(ctx, policyId, ruleId);
	const { priority } = input;
	const changes = {
		...columnsOf(input),
		...(priority === undefined ? {} : { priority: placeOfMoved(enrollmentRules, priority) }),
		lastUpdatedAt: ctx.now(),
	};
	await writeChecked(
		ctx,
		input,
		() => getPolicyRule(ctx, policyId, ruleId),
		() =>
			ctx.db.batch([
				ctx.db.update(enrollmentRules).set(changes).where(eq(enrollmentRules.id, ruleId)),
				logChange(ctx, "update", policy, rule),
				ctx.db.delete(enrollmentRuleExclusions).where(eq(enrollmentRuleExclusions.ruleId, ruleId)),
				excludeStatement(ctx, ruleId, input),
				renumberRules(ctx),
			]),
	);
	return getPolicyRule(ctx, policyId, ruleId);
}

/** A rule that has the status already keeps it. */
export async function setPolicyRuleStatus(
	ctx: Ctx,
	policyId: string,
	ruleId: string,
	status: "ACTIVE" | "INACTIVE",
): Promise<void> {
	const { policy, rule } = await getChangeable(ctx, policyId, ruleId);
	await ctx.db.batch([
		ctx.db
			.update(enrollmentRules)
			.set({ status, lastUpdatedAt: ctx.now() })
			.where(and(eq(enrollmentRules.id, ruleId), ne(enrollmentRules.status, status))),
		logChange(ctx, status === "ACTIVE" ? "activate" : "deactivate", policy, rule),
	]);
}

export async function deletePolicyRule(ctx: Ctx, policyId: string, ruleId: string): Promise<void> {
	const { policy, rule } = await getChangeable(ctx, policyId, ruleId);
	await ctx.db.batch([
		ctx.db.delete(enrollmentRules).where(eq(enrollmentRules.id, ruleId)),
		logChange(ctx, "delete", policy, rule),
		renumberRules(ctx),
	]);
}

/** The policy and the rule. Refuses the default rule, which nobody changes. */
async function getChangeable(ctx: Ctx, policyId: string, ruleId: string) {
	const [policy, rule] = await Promise.all([getPolicy(ctx, policyId), getPolicyRule(ctx, policyId, ruleId)]);
	if (rule.isSystem) throw invalid("system", "rule-system");
	return { policy, rule };
}

const columnsOf = ({ name, actions }: PolicyRuleInput) => ({ name, enroll: actions.enroll.self });

/**
 * Checks the input and writes. If D1's keys refuse what was there a moment ago, a second check says what is gone.
 * @param lookAgain throws when what the rule belongs to, or the rule itself, is gone
 */
async function writeChecked(
	ctx: Ctx,
	input: PolicyRuleInput,
	lookAgain: () => Promise<unknown>,
	write: () => Promise<unknown>,
): Promise<void> {
	await refuseUnknownUsers(ctx, input);
	try {
		await write();
	} catch (error) {
		if (violatedConstraint(error) === "FOREIGN KEY") await Promise.all([lookAgain(), refuseUnknownUsers(ctx, input)]);
		refusedBy({ "enrollment_rules.policy_id, enrollment_rules.name": () => invalid("name", "already-exists") })(error);
	}
}

async function refuseUnknownUsers(ctx: Ctx, { conditions }: PolicyRuleInput): Promise<void> {
	const { exclude } = conditions.people.users;
	const [missing] = await missingUserIds(ctx, exclude);
	if (missing !== undefined)
		throw invalid(`conditions.people.users.exclude.${exclude.indexOf(missing)}`, "user-unknown");
}

const excludeStatement = (ctx: Ctx, ruleId: string, { conditions }: PolicyRuleInput) => {
	const userIds = JSON.stringify([...new Set(conditions.people.users.exclude)]);
	return ctx.db.insert(enrollmentRuleExclusions).select(sql`SELECT ${ruleId}, value FROM json_each(${userIds})`);
};

const renumberRules = (ctx: Ctx) =>
	renumber(ctx, enrollmentRules, { within: enrollmentRules.policyId, last: enrollmentRules.isSystem });

const logChange = (
	ctx: Ctx,
	verb: "add" | "update" | "activate" | "deactivate" | "delete",
	policy: Parameters<typeof policyParty>[0],
	{ id, name }: Pick<EnrollmentRule, "id" | "name">,
) =>
	logStatement(ctx, {
		eventType: `policy.rule.${verb}`,
		target: [{ id, type: "PolicyRule", displayName: name }, policyParty(policy)],
	});
