// What if: recorded decisions are made again by a draft of a policy. Nothing that wasn't recorded is filled in.
import { and, asc, eq, gt } from "drizzle-orm";
import type { Ctx } from "../context";
import { pageOf } from "../db";
import { checkPolicy } from "../policies/challenge/check";
import type { Action } from "../policies/challenge/checkpoints";
import type { CompiledCheckpoint } from "../policies/challenge/compile";
import { decide } from "../policies/challenge/decide";
import { countKey, type FactName } from "../policies/challenge/facts";
import { compile, readRulebook } from "../policies/challenge/rulebook";
import { checkOutside, policyIn } from "../policies/challenge/service";
import { keptMs } from "./history";
import type { WhatIfInput, WhatIfQuery } from "./schema";
import { type DecisionRow, decisions } from "./table";

export interface WhatIf {
	examined: number;
	/** Recorded without a fact that the draft asks for. They are not decided again. */
	notRecorded: number;
	changes: { from: Action; to: Action; count: number; examples: Pick<DecisionRow, "id" | "decidedAt" | "userId">[] }[];
	/** The cursor of the next page; null on the last. */
	next: string | null;
}

const mostExamples = 3;

/** The draft stands in for the policy, switched on. All other policies are as they are now. */
export async function whatIf(
	ctx: Ctx,
	policyId: string,
	draft: WhatIfInput,
	{ after = "", limit }: WhatIfQuery,
): Promise<WhatIf> {
	const rulebook = await readRulebook(ctx);
	const before = policyIn(rulebook, policyId);
	const { id, name, checkpoint } = before;
	const policy = { ...before, ...draft, id, name, checkpoint, status: "ACTIVE" as const };
	await checkOutside(ctx, policy);
	checkPolicy(policy, rulebook);
	const policies = rulebook.policies.map((one) => (one.id === policyId ? policy : one));
	const compiled = compile({ ...rulebook, policies }, checkpoint);
	const rows = await ctx.db
		.select()
		.from(decisions)
		.where(
			and(eq(decisions.checkpoint, checkpoint), gt(decisions.id, after), gt(decisions.decidedAt, ctx.now() - keptMs)),
		)
		.orderBy(asc(decisions.id))
		.limit(limit + 1);
	const { items, next = null } = pageOf(rows, limit, ({ id }) => id);
	const complete = items.filter((row) => isRecorded(row, compiled));
	const notRecorded = items.length - complete.length;
	return { examined: items.length, notRecorded, changes: changesOf(complete, compiled), next };
}

/** Gathered for every decision, whatever the policies asked for. */
const always: ReadonlySet<string> = new Set<FactName>([
	"now",
	"timeZone",
	"applicationId",
	"ipAddress",
	"country",
	"asn",
	"userAgent",
	"device",
	"userId",
	"login",
	"accountStatus",
	"availableTypes",
	"hasQuestions",
	"isUnregistered",
]);

/** A fact that was asked for and stayed unknown is recorded, as unknown. */
function isRecorded({ facts, asked }: DecisionRow, { needs }: CompiledCheckpoint): boolean {
	const areFacts = [...needs.facts].every(
		(name) => facts[name] !== undefined || always.has(name) || asked.includes(name),
	);
	return areFacts && needs.counts.every((count) => asked.includes(countKey(count)));
}

function changesOf(rows: readonly DecisionRow[], compiled: CompiledCheckpoint): WhatIf["changes"] {
	const changes = new Map<string, WhatIf["changes"][number]>();
	for (const { id, decidedAt, userId, action: from, facts } of rows) {
		const { action: to } = decide(compiled, facts);
		if (to === from) continue;
		const change = changes.get(`${from} ${to}`) ?? { from, to, count: 0, examples: [] };
		change.count += 1;
		if (change.examples.length < mostExamples) change.examples.push({ id, decidedAt, userId });
		changes.set(`${from} ${to}`, change);
	}
	return [...changes.values()].sort((one, other) => other.count - one.count);
}
