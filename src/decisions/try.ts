// Trying challenge policies on a user and on what an application would tell. Nothing is recorded or sent.
import { applicationAsked } from "../applications/asking";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import { decide } from "../policies/challenge/decide";
import { compile, readRulebook } from "../policies/challenge/rulebook";
import { gatherFacts } from "./gather";
import type { DecisionInput } from "./schema";
import type { Decision } from "./service";

/** @param policyId a policy of the checkpoint that is taken as active, whatever it is; null: only those that are */
export async function tryDecision(ctx: Ctx, input: DecisionInput, policyId: string | null): Promise<Decision> {
	const application = applicationAsked(ctx, input.application);
	const rulebook = await readRulebook(ctx);
	const tried = rulebook.policies.find(({ id }) => id === policyId);
	if (policyId !== null && tried === undefined) throw invalid("policyId", "policy-unknown");
	if (tried && tried.checkpoint !== input.checkpoint) throw invalid("policyId", "policy-other-checkpoint");
	const policies = rulebook.policies.map((one) => (one === tried ? { ...one, status: "ACTIVE" as const } : one));
	const compiled = compile({ ...rulebook, policies }, input.checkpoint);
	const { facts } = await gatherFacts(ctx, { ...input, application }, compiled);
	return { id: null, decided: decide(compiled, facts), revision: rulebook.revision };
}
