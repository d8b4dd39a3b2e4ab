// The trace of a decision: what matched and what didn't, with the values that were compared, masked. PURE.
import type { Action } from "./checkpoints";
import { type CompiledRule, outcome } from "./compile";
import { conditionOf } from "./conditions";
import { type Evaluated, outcomeOf } from "./evaluate";
import type { FactName, Facts } from "./facts";

interface ConditionTrace {
	condition: string;
	parameters: Record<string, unknown>;
	/** What the rule waits for. */
	is: boolean;
	holds: boolean;
	/** Whether a fact was unknown, so that the value on error decided. */
	isUnknown: boolean;
	compared: Record<string, unknown>;
}

interface RuleTrace {
	rule: string;
	result: "TRUE" | "FALSE" | "NOT_RUN";
	/** Up to the first that doesn't hold. */
	conditions: ConditionTrace[];
}

export interface PolicyTrace {
	policyId: string;
	/** The policy that ran this one. */
	ranBy: string | null;
	policy: string;
	score: number;
	actions: Action[];
	rules: RuleTrace[];
	/** Every combination up to the one that matched. */
	combinations: { rules: Record<string, string>; matched: boolean }[];
}

/**
 * Returns the policy's own trace, and behind it those of the policies that it ran. Tests again what was tested, since
 * the same facts give the same answers.
 */
export function traceOf(evaluated: Evaluated, facts: Facts, ranBy: string | null = null): PolicyTrace[] {
	const { compiled, outcomes, matched, nested, score, actions } = evaluated;
	const { policy, rules, combinations } = compiled;
	const tried = matched === -1 ? combinations : combinations.slice(0, matched + 1);
	const own: PolicyTrace = {
		policyId: policy.id,
		ranBy,
		policy: policy.name,
		score,
		actions: actions.map(({ action }) => action),
		rules: rules.map((rule, place) => ruleTrace(rule, outcomes[place] ?? 0, facts)),
		combinations: tried.map(({ combination }, place) => ({
			rules: combination.rules,
			matched: place === matched,
		})),
	};
	return [own, ...nested.flatMap((one) => traceOf(one, facts, policy.id))];
}

function ruleTrace({ rule, conditions }: CompiledRule, found: number, facts: Facts): RuleTrace {
	if (found & outcome.isSkipped) return { rule: rule.name, result: "NOT_RUN", conditions: [] };
	const traces: ConditionTrace[] = [];
	for (const condition of conditions) {
		const { use } = condition;
		const answer = outcomeOf(condition, facts);
		const holds = (answer & outcome.isTrue) !== 0;
		traces.push({
			condition: use.condition,
			parameters: use.parameters,
			is: use.is,
			holds,
			isUnknown: (answer & outcome.isGuess) !== 0,
			compared: Object.fromEntries(conditionOf(use).facts.map((name) => [name, masked(name, facts)])),
		});
		if (!holds) break;
	}
	return { rule: rule.name, result: found & outcome.isTrue ? "TRUE" : "FALSE", conditions: traces };
}

/** What tells a person, a place or a device apart is cut. Null is unknown. */
function masked(name: FactName, facts: Facts): unknown {
	const value = facts[name];
	if (value === undefined) return null;
	switch (name) {
		case "ipAddress":
			return String(value).replace(/[.:][^.:]*$/, (last) => `${last[0]}…`);
		case "login":
		case "device":
			return `${String(value).slice(0, 3)}…`;
		case "userAgent":
			return String(value).slice(0, 60);
		default:
			return value;
	}
}
