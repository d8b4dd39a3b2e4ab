// Decisions: facts are gathered, the policies of the checkpoint decide, and the decision is recorded. Nothing is sent.
import { applicationAsked, mayAsk } from "../applications/asking";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import type { Checkpoint } from "../policies/challenge/checkpoints";
import { type Decided, decide } from "../policies/challenge/decide";
import { rememberedRulebook } from "../policies/challenge/rulebook";
import { clientOf } from "./client";
import { gatherFacts } from "./gather";
import { passDecision, recordDecision } from "./record";
import type { DecisionInput } from "./schema";

export interface Decision {
	/** Null when it isn't recorded. */
	id: string | null;
	decided: Decided;
	/** Of the policies. */
	revision: number;
}

export async function decideFor(ctx: Ctx, input: DecisionInput): Promise<Decision> {
	const application = applicationAsked(ctx, input.application);
	const asked = { ...input, application, client: clientOf(ctx, input.client) };
	const { revision, checkpoints } = await rememberedRulebook.get(ctx);
	const compiled = checkpoints.get(asked.checkpoint)!;
	const gathered = await gatherFacts(ctx, asked, compiled);
	const decided = decide(compiled, gathered.facts);
	const id = input.record ? await recordDecision(ctx, gathered, decided, asked.client, revision) : null;
	return { id, decided, revision };
}

/** Whether anybody's policies speak at the checkpoint. */
export async function hasPolicies(ctx: Ctx, checkpoint: Checkpoint): Promise<boolean> {
	const { checkpoints } = await rememberedRulebook.get(ctx);
	return (checkpoints.get(checkpoint)?.policies.length ?? 0) > 0;
}

/** An application speaks of its own decisions only. Who may not ask has no decision. */
export async function markPassed(ctx: Ctx, id: string): Promise<void> {
	if (!mayAsk(ctx)) throw notFound("Decision", id);
	await passDecision(ctx, id);
}
