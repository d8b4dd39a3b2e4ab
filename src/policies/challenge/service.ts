// Challenge policies: finding, creating, replacing, switching and deleting them.
import { eq } from "drizzle-orm";
import { missingApplicationIds } from "../../applications/service";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { invalid, notFound } from "../../errors";
import { missingGroupIds } from "../../groups/service";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { check } from "../../web/validate";
import { checkPolicy } from "./check";
import { nestedIn } from "./definition";
import { changeRulebook, type Rulebook, readRulebook } from "./rulebook";
import { ChallengePolicyInput, type ChallengePolicyListQuery } from "./schema";
import { type ChallengePolicyRow, challengePolicies } from "./table";

export type { ChallengePolicyRow };

export async function listChallengePolicies(
	ctx: Ctx,
	{ checkpoint, after = "", limit }: ChallengePolicyListQuery,
): Promise<Page<ChallengePolicyRow>> {
	const { policies } = await readRulebook(ctx);
	const wanted = policies.filter(
		(policy) => policy.id > after && (checkpoint === undefined || policy.checkpoint === checkpoint),
	);
	return pageOf(wanted, limit, ({ id }) => id);
}

export const getChallengePolicy = async (ctx: Ctx, id: string): Promise<ChallengePolicyRow> =>
	policyIn(await readRulebook(ctx), id);

export async function createChallengePolicy(
	ctx: Ctx,
	input: ChallengePolicyInput,
	{ activate }: { activate: boolean },
): Promise<ChallengePolicyRow> {
	await checkOutside(ctx, input);
	return changeRulebook(ctx, async (rulebook) => {
		const policy = newPolicy(ctx, input, activate ? "ACTIVE" : "INACTIVE");
		checkPolicy(policy, rulebook);
		return { statements: insertStatements(ctx, policy), result: policy };
	});
}

/** Sets everything but the status and the checkpoint. */
export const replaceChallengePolicy = (
	ctx: Ctx,
	id: string,
	input: ChallengePolicyInput,
): Promise<ChallengePolicyRow> => changeChallengePolicy(ctx, id, () => input);

/**
 * Changes a part of the policy as it is in that moment, so that two people who change different rules at once don't
 * undo each other's change.
 * @param change returns what changes, as the schema takes it. It is called again when another change came in between
 */
export const changeChallengePolicy = (
	ctx: Ctx,
	id: string,
	change: (before: ChallengePolicyRow) => Readonly<Record<string, unknown>>,
): Promise<ChallengePolicyRow> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = policyIn(rulebook, id);
		const { name, description, checkpoint, engine, weight, groupIds, rules, combinations } = before;
		const parts = { name, description, checkpoint, engine, weight, groupIds, rules, combinations };
		const input = check(ChallengePolicyInput, { ...parts, ...change(before) });
		await checkOutside(ctx, input);
		if (input.checkpoint !== before.checkpoint) throw invalid("checkpoint", "policy-checkpoint-fixed");
		const policy = { ...before, ...columnsOf(input), lastUpdatedAt: ctx.now() };
		checkPolicy(policy, rulebook);
		return {
			statements: [
				ctx.db.update(challengePolicies).set(policy).where(eq(challengePolicies.id, id)),
				logLifecycle(ctx, "update", before),
			],
			result: policy,
		};
	});

/** A policy that has the status already keeps it. */
export const setChallengePolicyStatus = (ctx: Ctx, id: string, status: "ACTIVE" | "INACTIVE"): Promise<void> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = policyIn(rulebook, id);
		if (before.status === status) return { statements: [], result: undefined };
		return {
			statements: [
				ctx.db.update(challengePolicies).set({ status, lastUpdatedAt: ctx.now() }).where(eq(challengePolicies.id, id)),
				logLifecycle(ctx, status === "ACTIVE" ? "activate" : "deactivate", before),
			],
			result: undefined,
		};
	});

export const deleteChallengePolicy = (ctx: Ctx, id: string): Promise<void> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = policyIn(rulebook, id);
		const parents = rulebook.policies.filter((policy) => nestedIn(policy).some(({ policyId }) => policyId === id));
		if (parents.length > 0) throw invalid("policy", "policy-in-use", { policies: parents.map(({ name }) => name) });
		return {
			statements: [
				ctx.db.delete(challengePolicies).where(eq(challengePolicies.id, id)),
				logLifecycle(ctx, "delete", before),
			],
			result: undefined,
		};
	});

export function policyIn({ policies }: Pick<Rulebook, "policies">, id: string): ChallengePolicyRow {
	const policy = policies.find((one) => one.id === id);
	if (!policy) throw notFound("ChallengePolicy", id);
	return policy;
}

export const newPolicy = (
	ctx: Ctx,
	input: ChallengePolicyInput,
	status: ChallengePolicyRow["status"],
): ChallengePolicyRow => ({
	id: newId("challengePolicy", ctx.now()),
	...columnsOf(input),
	status,
	createdAt: ctx.now(),
	lastUpdatedAt: ctx.now(),
});

export const insertStatements = (ctx: Ctx, policy: ChallengePolicyRow) => [
	ctx.db.insert(challengePolicies).values(policy),
	logLifecycle(ctx, "create", policy),
];

/**
 * Checks that the groups and applications that the input names are there. One that is deleted later does no harm:
 * nobody is in the group, and nobody comes from the application.
 */
export async function checkOutside(ctx: Ctx, { groupIds, rules }: ChallengePolicyInput): Promise<void> {
	const groups = new Map((groupIds ?? []).map((id, index) => [`groupIds.${index}`, id]));
	const applications = new Map<string, string>();
	for (const [place, { preconditions, conditions }] of rules.entries()) {
		const { excludedGroupId } = preconditions;
		if (excludedGroupId !== null) groups.set(`rules.${place}.preconditions.excludedGroupId`, excludedGroupId);
		for (const [index, { parameters }] of conditions.entries()) {
			const path = `rules.${place}.conditions.${index}.parameters`;
			const { groupId, applicationId } = parameters;
			if (typeof groupId === "string") groups.set(`${path}.groupId`, groupId);
			if (typeof applicationId === "string") applications.set(`${path}.applicationId`, applicationId);
		}
	}
	const [missingGroup] = await missingGroupIds(ctx, [...groups.values()]);
	if (missingGroup !== undefined) throw invalid(pathOf(groups, missingGroup), "group-unknown");
	const [missingApplication] = await missingApplicationIds(ctx, [...applications.values()]);
	if (missingApplication !== undefined) throw invalid(pathOf(applications, missingApplication), "application-unknown");
}

const pathOf = (fields: ReadonlyMap<string, string>, wanted: string): string =>
	[...fields].find(([, id]) => id === wanted)?.[0] ?? "policy";

const columnsOf = (input: ChallengePolicyInput) => ({
	name: input.name,
	description: input.description || null,
	checkpoint: input.checkpoint,
	engine: input.engine,
	weight: input.weight,
	groupIds: input.groupIds,
	rules: input.rules,
	combinations: input.combinations,
});

const challengePolicyParty = ({ id, name }: Pick<ChallengePolicyRow, "id" | "name">) => ({
	id,
	type: "PolicyEntity",
	displayName: name,
});

const logLifecycle = (
	ctx: Ctx,
	verb: "create" | "update" | "activate" | "deactivate" | "delete",
	policy: Pick<ChallengePolicyRow, "id" | "name">,
) => logStatement(ctx, { eventType: `challenge_policy.lifecycle.${verb}`, target: [challengePolicyParty(policy)] });
