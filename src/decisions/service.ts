// Decisions: facts are gathered, and the policies of the checkpoint decide. A dry run sends nothing and keeps nothing.
import type { Ctx } from "../context";
import { forbidden, invalid } from "../errors";
import { type Decided, decide } from "../policies/challenge/decide";
import type { Facts } from "../policies/challenge/facts";
import { rememberedRulebook } from "../policies/challenge/rulebook";
import { gatherFacts } from "./gather";
import type { DecisionInput } from "./schema";

export interface Decision {
	decided: Decided;
	facts: Facts;
	/** Of the policies. */
	revision: number;
}

export async function decideFor(ctx: Ctx, input: DecisionInput): Promise<Decision> {
	const asked = { ...input, ...applicationOf(ctx, input) };
	const { revision, checkpoints } = await rememberedRulebook.get(ctx);
	const compiled = checkpoints.get(asked.checkpoint)!;
	const facts = await gatherFacts(ctx, asked, compiled);
	return { decided: decide(compiled, facts), facts, revision };
}

/** A token of an application speaks for this application. Without one, only administrators may ask. */
function applicationOf({ actor }: Ctx, { application }: DecisionInput): Pick<DecisionInput, "application"> {
	if (actor.kind !== "application") {
		if (!("role" in actor) || actor.role !== "ADMINISTRATOR") throw forbidden();
		return {};
	}
	if (application !== undefined && application !== actor.id) throw invalid("application", "application-needed");
	return { application: actor.id };
}
