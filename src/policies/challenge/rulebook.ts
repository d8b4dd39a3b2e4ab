// All challenge policies with their lists and sets: reading, remembering them compiled, and changing them in turns.
import { asc, desc } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import { refusedBy, violatedConstraint } from "../../db";
import { invalid } from "../../errors";
import { Remembered } from "../../remembered";
import { type Checkpoint, checkpoints } from "./checkpoints";
import { type CompiledCheckpoint, compileCheckpoint } from "./compile";
import type { ListContent } from "./lists/matching";
import { PolicySet } from "./sets/schema";
import {
	type ChallengeListRow,
	type ChallengePolicyRow,
	challengeLists,
	challengePolicies,
	challengePolicyRevisions,
	challengePolicySets,
} from "./table";

/** Everything that one revision says. */
export interface Rulebook {
	revision: number;
	policies: ChallengePolicyRow[];
	lists: ChallengeListRow[];
	sets: PolicySet[];
}

/** One transaction, so that all of it is of one revision. */
export async function readRulebook(ctx: Ctx): Promise<Rulebook> {
	const [newest, policies, lists, sets] = await ctx.db.batch([
		ctx.db.select().from(challengePolicyRevisions).orderBy(desc(challengePolicyRevisions.revision)).limit(1),
		ctx.db.select().from(challengePolicies).orderBy(asc(challengePolicies.id)),
		ctx.db.select().from(challengeLists).orderBy(asc(challengeLists.id)),
		ctx.db.select().from(challengePolicySets),
	]);
	return {
		revision: newest[0]?.revision ?? 0,
		policies,
		lists,
		sets: checkpoints.map((checkpoint) =>
			PolicySet.parse({ checkpoint, ...sets.find((row) => row.checkpoint === checkpoint)?.settings }),
		),
	};
}

export const compile = ({ policies, lists, sets }: Rulebook, checkpoint: Checkpoint): CompiledCheckpoint =>
	compileCheckpoint(
		{ policies, lists: new Map(lists.map((row) => [row.id, row as ListContent])) },
		sets.find((set) => set.checkpoint === checkpoint)!,
	);

interface CompiledRulebook {
	revision: number;
	checkpoints: ReadonlyMap<Checkpoint, CompiledCheckpoint>;
}

/** The policies as they are evaluated. Another isolate sees a change after 30 s at the latest. */
export const rememberedRulebook = new Remembered<CompiledRulebook>(async (ctx) => {
	const rulebook = await readRulebook(ctx);
	return {
		revision: rulebook.revision,
		checkpoints: new Map(checkpoints.map((checkpoint) => [checkpoint, compile(rulebook, checkpoint)])),
	};
});

/** So many changes at once take turns before one of them is refused. */
const mostTurns = 20;

/**
 * Makes a change that was checked against the whole rulebook. When another change came in between, D1 refuses the
 * number of the revision, and the change is checked and made again.
 * @param plan checks the change, and returns its statements, each with its log event behind it
 */
export async function changeRulebook<T>(
	ctx: Ctx,
	plan: (rulebook: Rulebook) => Promise<{ statements: BatchItem<"sqlite">[]; result: T }>,
): Promise<T> {
	for (let turn = 1; turn <= mostTurns; turn += 1) {
		const rulebook = await readRulebook(ctx);
		const { statements, result } = await plan(rulebook);
		if (statements.length === 0) return result;
		const number = { revision: rulebook.revision + 1, changedAt: ctx.now() };
		try {
			await ctx.db.batch([ctx.db.insert(challengePolicyRevisions).values(number), ...statements]);
			rememberedRulebook.forget(ctx);
			return result;
		} catch (error) {
			if (violatedConstraint(error) !== "challenge_policy_revisions.revision") refusedBy(refusals)(error);
		}
	}
	throw invalid("policies", "policy-changed");
}

const nameTaken = () => invalid("name", "already-exists");

const refusals = { "challenge_policies.name": nameTaken, "challenge_lists.name": nameTaken };
