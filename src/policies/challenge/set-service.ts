// Policy sets: one for each checkpoint, with defaults until somebody changes it.
import type { Ctx } from "../../context";
import { logStatement } from "../../log/write";
import { checkResults } from "./check";
import type { Checkpoint } from "./checkpoints";
import { changeRulebook, readRulebook } from "./rulebook";
import type { PolicySet, PolicySetInput } from "./sets/schema";
import { challengePolicySets } from "./table";

export const listPolicySets = async (ctx: Ctx): Promise<PolicySet[]> => (await readRulebook(ctx)).sets;

export async function getPolicySet(ctx: Ctx, checkpoint: Checkpoint): Promise<PolicySet> {
	const sets = await listPolicySets(ctx);
	return sets.find((set) => set.checkpoint === checkpoint)!;
}

/** Sets everything. What the input leaves out gets its default. */
export const replacePolicySet = (ctx: Ctx, checkpoint: Checkpoint, input: PolicySetInput): Promise<PolicySet> =>
	changeRulebook(ctx, async ({ lists }) => {
		for (const [place, override] of input.scoreOverrides.entries()) {
			checkResults(override, `scoreOverrides.${place}.`, lists);
		}
		const { engine, scoreOverrides, allowActionOverrides, actionOverrides, lockDuration } = input;
		const settings = { engine, scoreOverrides, allowActionOverrides, actionOverrides, lockDuration };
		return {
			statements: [
				ctx.db
					.insert(challengePolicySets)
					.values({ checkpoint, settings })
					.onConflictDoUpdate({ target: challengePolicySets.checkpoint, set: { settings } }),
				logStatement(ctx, {
					eventType: "challenge_policy.set.update",
					target: [{ id: checkpoint, type: "PolicySet", displayName: checkpoint }],
				}),
			],
			result: { checkpoint, ...settings },
		};
	});
