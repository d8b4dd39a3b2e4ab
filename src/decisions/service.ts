// Decisions: facts are gathered, the policies of the checkpoint decide, and the decision is recorded. Nothing is sent.
import { type Ctx, hasRole } from "../context";
import { forbidden, invalid, notFound } from "../errors";
import { type Decided, decide } from "../policies/challenge/decide";
import { rememberedRulebook } from "../policies/challenge/rulebook";
import { administrators } from "../web/router";
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
	if (!mayAsk(ctx)) throw forbidden();
	const asked = { ...input, ...applicationOf(ctx, input) };
	const { revision, checkpoints } = await rememberedRulebook.get(ctx);
	const compiled = checkpoints.get(asked.checkpoint)!;
	const gathered = await gatherFacts(ctx, asked, compiled);
	const decided = decide(compiled, gathered.facts);
	const id = input.record ? await recordDecision(ctx, gathered, decided, input.client, revision) : null;
	return { id, decided, revision };
}

/** An application speaks of its own decisions only. Who may not ask has no decision. */
export async function markPassed(ctx: Ctx, id: string): Promise<void> {
	if (!mayAsk(ctx)) throw notFound("Decision", id);
	await passDecision(ctx, id);
}

/** Administrators, and applications. A verifier's token that belongs to no application may not. */
const mayAsk = ({ actor }: Ctx): boolean => actor.kind === "application" || hasRole(actor, administrators);

/** A token of an application speaks for this application. */
function applicationOf({ actor }: Ctx, { application }: DecisionInput): Pick<DecisionInput, "application"> {
	if (actor.kind !== "application") return {};
	if (application !== undefined && application !== actor.id) throw invalid("application", "application-needed");
	return { application: actor.id };
}
