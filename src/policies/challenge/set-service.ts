// Policy sets: one for each checkpoint, with defaults until somebody changes it.
import type { Ctx } from "../../context";
import { notFound } from "../../errors";
import { logStatement } from "../../log/write";
import { check } from "../../web/validate";
import { checkResults } from "./check";
import { changeRulebook, type Rulebook, readRulebook } from "./rulebook";
import { type PolicySet, PolicySetInput } from "./sets/schema";
import { challengePolicySets } from "./table";

export const listPolicySets = async (ctx: Ctx): Promise<PolicySet[]> => (await readRulebook(ctx)).sets;

export const getPolicySet = async (ctx: Ctx, checkpoint: string): Promise<PolicySet> =>
	policySetIn(await readRulebook(ctx), checkpoint);

/** Throws 404 for a checkpoint that there isn't. */
export function policySetIn({ sets }: Pick<Rulebook, "sets">, checkpoint: string): PolicySet {
	const found = sets.find((set) => set.checkpoint === checkpoint);
	if (!found) throw notFound("Checkpoint", checkpoint);
	return found;
}

/** Sets everything. What the input leaves out gets its default. */
export const replacePolicySet = (ctx: Ctx, checkpoint: string, input: PolicySetInput): Promise<PolicySet> =>
	changePolicySet(ctx, checkpoint, () => input);

/**
 * Changes a part of the set as it is in that moment, so that two people who change different overrides at once don't
 * undo each other's change.
 * @param change returns what changes, as the schema takes it. It is called again when another change came in between
 */
export const changePolicySet = (
	ctx: Ctx,
	name: string,
	change: (before: PolicySet) => Readonly<Record<string, unknown>>,
): Promise<PolicySet> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = policySetIn(rulebook, name);
		const { checkpoint } = before;
		const input = check(PolicySetInput, { ...before, ...change(before) });
		for (const [place, override] of input.scoreOverrides.entries()) {
			checkResults(override, `scoreOverrides.${place}.`, rulebook.lists);
		}
		const { engine, scoreOverrides, allowActionOverrides, actionOverrides, lockDuration } = input;
		const settings = { engine, scoreOverrides, allowActionOverrides, actionOverrides, lockDuration };
		return { statements: saveStatements(ctx, { checkpoint, ...settings }), result: { checkpoint, ...settings } };
	});

/** Says for every checkpoint how long failures count. */
export const changeLockDurations = (ctx: Ctx, lockDuration: number): Promise<void> =>
	changeRulebook(ctx, async ({ sets }) => ({
		statements: sets
			.filter((set) => set.lockDuration !== lockDuration)
			.flatMap((set) => saveStatements(ctx, { ...set, lockDuration })),
		result: undefined,
	}));

const saveStatements = (ctx: Ctx, { checkpoint, ...settings }: PolicySet) => [
	ctx.db
		.insert(challengePolicySets)
		.values({ checkpoint, settings })
		.onConflictDoUpdate({ target: challengePolicySets.checkpoint, set: { settings } }),
	logStatement(ctx, {
		eventType: "challenge_policy.set.update",
		target: [{ id: checkpoint, type: "PolicySet", displayName: checkpoint }],
	}),
];
