// Runs another policy, whatever comes after it in the rule. Its result joins those of the rules. PURE.
import * as z from "zod";
import { condition, id } from "../condition";

/** `src/policies/challenge/evaluate.ts` runs the policy: no other condition does more than answer. */
export const evaluatePolicy = condition({
	id: "system-evaluate-policy",
	alias: "System: Evaluate Policy",
	title: "Run another policy",
	parameters: z.strictObject({ policyId: id.meta({ title: "Policy of the same checkpoint" }) }),
	facts: [],
	prepare() {
		return () => true;
	},
});
