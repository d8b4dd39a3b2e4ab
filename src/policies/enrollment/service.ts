// Enrolment policies: creating, replacing, switching and deleting them.
import { and, eq, ne, sql } from "drizzle-orm";
import { listAuthenticators } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { refusedBy, violatedConstraint } from "../../db";
import { immutable, invalid } from "../../errors";
import { missingGroupIds } from "../../groups/service";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { placeOfMoved, placeOfNew, renumber } from "../../priorities";
import type { Offered } from "./evaluate";
import { getPolicy } from "./read";
import type { PolicyInput } from "./schema";
import { offeredBy } from "./settings";
import {
	type EnrollmentPolicy,
	enrollmentPolicies,
	enrollmentPolicyAuthenticators,
	enrollmentPolicyGroups,
} from "./table";

export async function createPolicy(
	ctx: Ctx,
	input: PolicyInput,
	{ activate }: { activate: boolean },
): Promise<EnrollmentPolicy> {
	const row = {
		id: newId("policy", ctx.now()),
		...columnsOf(input),
		status: activate ? "ACTIVE" : "INACTIVE",
		priority: placeOfNew(enrollmentPolicies, input.priority),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	} as const;
	await writeChecked(ctx, input, (offered) =>
		ctx.db.batch([
			ctx.db.insert(enrollmentPolicies).values(row),
			logLifecycle(ctx, "create", row),
			...partStatements(ctx, row.id, groupIdsOf(input), offered),
			renumberPolicies(ctx),
		]),
	);
	return getPolicy(ctx, row.id);
}

/** Sets everything but the status. The priority stays when it is left out. */
export async function replacePolicy(ctx: Ctx, id: string, input: PolicyInput): Promise<EnrollmentPolicy> {
	const before = await getPolicy(ctx, id);
	if (before.isSystem) refuseOtherScope(before, input);
	const isMoved = input.priority !== undefined && !before.isSystem;
	const changes = {
		...columnsOf(input),
		...(isMoved ? { priority: placeOfMoved(enrollmentPolicies, input.priority!) } : {}),
		lastUpdatedAt: ctx.now(),
	};
	const groupIds = before.isSystem ? before.groupIds : groupIdsOf(input);
	await writeChecked(ctx, input, (offered) =>
		ctx.db.batch([
			ctx.db.update(enrollmentPolicies).set(changes).where(eq(enrollmentPolicies.id, id)),
			logLifecycle(ctx, "update", before),
			ctx.db.delete(enrollmentPolicyGroups).where(eq(enrollmentPolicyGroups.policyId, id)),
			ctx.db.delete(enrollmentPolicyAuthenticators).where(eq(enrollmentPolicyAuthenticators.policyId, id)),
			...partStatements(ctx, id, groupIds, offered),
			renumberPolicies(ctx),
		]),
	);
	return getPolicy(ctx, id);
}

/**
 * Moves a policy to another place. Throws 400 E0000001 if it doesn't stand where the reader has seen it: the reader
 * would move it past policies that came in between. The default policy stays the last.
 */
export async function movePolicy(ctx: Ctx, id: string, { from, to }: { from: number; to: number }): Promise<number> {
	const before = await getPolicy(ctx, id);
	if (before.isSystem) throw invalid("priority", "policy-system");
	const [moved] = await ctx.db.batch([
		ctx.db
			.update(enrollmentPolicies)
			.set({ priority: placeOfMoved(enrollmentPolicies, to), lastUpdatedAt: ctx.now() })
			.where(and(eq(enrollmentPolicies.id, id), eq(enrollmentPolicies.priority, from)))
			.returning({ id: enrollmentPolicies.id }),
		logLifecycle(ctx, "update", before),
		renumberPolicies(ctx),
	]);
	if (moved.length === 0) throw invalid("priority", "policy-changed");
	return (await getPolicy(ctx, id)).priority;
}

/** A policy that has the status already keeps it. */
export async function setPolicyStatus(ctx: Ctx, id: string, status: "ACTIVE" | "INACTIVE"): Promise<void> {
	const before = await getPolicy(ctx, id);
	if (before.isSystem) throw invalid("status", "policy-system");
	await ctx.db.batch([
		ctx.db
			.update(enrollmentPolicies)
			.set({ status, lastUpdatedAt: ctx.now() })
			.where(and(eq(enrollmentPolicies.id, id), ne(enrollmentPolicies.status, status))),
		logLifecycle(ctx, status === "ACTIVE" ? "activate" : "deactivate", before),
	]);
}

export async function deletePolicy(ctx: Ctx, id: string): Promise<void> {
	const before = await getPolicy(ctx, id);
	if (before.isSystem) throw invalid("system", "policy-system");
	await ctx.db.batch([
		ctx.db.delete(enrollmentPolicies).where(eq(enrollmentPolicies.id, id)),
		logLifecycle(ctx, "delete", before),
		renumberPolicies(ctx),
	]);
}

/** The policy, as log events name it. */
export const policyParty = ({ id, name }: Pick<EnrollmentPolicy, "id" | "name">) => ({
	id,
	type: "PolicyEntity",
	displayName: name,
});

const columnsOf = ({ name, description }: PolicyInput) => ({ name, description: description || null });

const groupIdsOf = ({ conditions }: PolicyInput) => [...new Set(conditions.people.groups.include)];

/** The default policy keeps its name, and holds everybody. */
function refuseOtherScope({ name, groupIds }: EnrollmentPolicy, input: PolicyInput): void {
	if (input.name !== name) throw immutable("name");
	const given = groupIdsOf(input);
	if (given.length > 0 && given.join() !== groupIds.join()) throw immutable("conditions.people.groups.include");
}

/** Checks the input and writes. If D1's keys refuse what was there a moment ago, a second check says what is gone. */
async function writeChecked(
	ctx: Ctx,
	input: PolicyInput,
	write: (offered: Offered) => Promise<unknown>,
): Promise<void> {
	const offered = await checkInput(ctx, input);
	try {
		await write(offered);
	} catch (error) {
		if (violatedConstraint(error) === "FOREIGN KEY") await checkInput(ctx, input);
		refusedBy(refusals)(error);
	}
}

async function checkInput(ctx: Ctx, { conditions, settings }: PolicyInput): Promise<Offered> {
	const { include } = conditions.people.groups;
	const [[missing], authenticators] = await Promise.all([missingGroupIds(ctx, include), listAuthenticators(ctx)]);
	if (missing !== undefined) {
		throw invalid(`conditions.people.groups.include.${include.indexOf(missing)}`, "group-unknown");
	}
	return offeredBy(settings.authenticators, authenticators);
}

function partStatements(ctx: Ctx, policyId: string, groupIds: readonly string[], offered: Offered) {
	const settings = [...offered].map(([authenticatorId, enroll]) => ({ authenticatorId, enroll }));
	// A list as JSON is one parameter. D1 allows a hundred in a statement.
	return [
		ctx.db
			.insert(enrollmentPolicyGroups)
			.select(sql`SELECT ${policyId}, value FROM json_each(${JSON.stringify(groupIds)})`),
		ctx.db
			.insert(enrollmentPolicyAuthenticators)
			.select(
				sql`SELECT ${policyId}, value ->> 'authenticatorId', value ->> 'enroll' FROM json_each(${JSON.stringify(settings)})`,
			),
	] as const;
}

const renumberPolicies = (ctx: Ctx) => renumber(ctx, enrollmentPolicies, { last: enrollmentPolicies.isSystem });

const refusals = {
	"enrollment_policies.name": () => invalid("name", "already-exists"),
	"FOREIGN KEY": () => invalid("settings", "policy-changed"),
};

const logLifecycle = (
	ctx: Ctx,
	verb: "create" | "update" | "activate" | "deactivate" | "delete",
	policy: Pick<EnrollmentPolicy, "id" | "name">,
) => logStatement(ctx, { eventType: `policy.lifecycle.${verb}`, target: [policyParty(policy)] });
