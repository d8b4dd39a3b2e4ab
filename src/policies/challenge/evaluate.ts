// Evaluates one policy: its rules, the first combination that matches, and the policies nested in it. PURE.
import { isChallengeType } from "./checkpoints";
import {
	type Asked,
	type AskedAction,
	type CompiledCombination,
	type CompiledCondition,
	type CompiledPolicy,
	type CompiledRule,
	outcome,
} from "./compile";
import type { Facts } from "./facts";
import { type Scored, scoreOf } from "./score";

export interface Evaluated extends Asked {
	compiled: CompiledPolicy;
	/** By the place of the rule: the bits of `outcome`. */
	outcomes: Uint8Array;
	/** The place of the combination that matched; -1 when none did. */
	matched: number;
	/** Policies that conditions or the combination ran. */
	nested: readonly Evaluated[];
	score: number;
}

const { isTrue, isGuess, isSkipped } = outcome;
const none: readonly never[] = [];

/** What a policy that is switched off comes to. */
const nothing = (compiled: CompiledPolicy): Evaluated => ({
	compiled,
	outcomes: new Uint8Array(compiled.rules.length).fill(isSkipped),
	matched: -1,
	nested: none,
	score: 0,
	actions: none,
	alerts: none,
});

/** Whom the policy holds doesn't matter here: a nested policy holds everybody. */
export function evaluatePolicy(compiled: CompiledPolicy, facts: Facts): Evaluated {
	const { policy, rules } = compiled;
	if (policy.status === "INACTIVE") return nothing(compiled);
	const outcomes = new Uint8Array(rules.length);
	const scored: Scored[] = [];
	const nested: Evaluated[] = [];
	let asked: Asked = { actions: none, alerts: none };
	for (let place = 0; place < rules.length; place += 1) {
		const rule = rules[place]!;
		const found = rule.isPlain ? outcomeOf(rule.conditions[0]!, facts) : evaluateRule(rule, facts, nested);
		outcomes[place] = found;
		if ((found & isTrue) === 0) continue;
		scored.push(rule.rule);
		if (!rule.isAsking) continue;
		const isUnsure = policy.checkpoint === "CHALLENGE" && (found & isGuess) !== 0;
		asked = joined(asked, isUnsure ? withoutTypes(rule) : rule);
	}
	for (const ran of nested) {
		if (!hasRun(ran)) continue;
		scored.push({ score: ran.score, weight: ran.compiled.policy.weight });
		asked = joined(asked, ran);
	}
	const score = scoreOf(policy.engine, scored);
	const matched = firstMatch(compiled, outcomes);
	if (matched === -1) return { compiled, outcomes, matched, nested, score, ...asked };
	const combination = compiled.combinations[matched]!;
	const inside = combination.policy ? evaluatePolicy(combination.policy, facts) : null;
	if (inside) nested.push(inside);
	const replacing = inside ? joined(combination, inside) : combination;
	return {
		compiled,
		outcomes,
		matched,
		nested,
		score: inside ? inside.score : combination.combination.score,
		actions: replacing.actions.length > 0 ? replacing.actions : asked.actions,
		alerts: join(asked.alerts, replacing.alerts),
	};
}

/** Stops at the first condition that is false. Policies that conditions run are put into `nested`. */
function evaluateRule(compiled: CompiledRule, facts: Facts, nested: Evaluated[]): number {
	const { rule, conditions } = compiled;
	if (rule.status === "INACTIVE" || isExcluded(rule, facts)) return isSkipped;
	let found: number = isTrue;
	for (let index = 0; index < conditions.length; index += 1) {
		const condition = conditions[index]!;
		const answer = outcomeOf(condition, facts);
		if (condition.runs) nested.push(evaluatePolicy(condition.runs, facts));
		if ((answer & isTrue) === 0) return answer;
		found |= answer;
	}
	return found;
}

/** The bits of `outcome`. Not a closure for each condition, because a second call would take as long as the test. */
export function outcomeOf({ is, answer, onError }: CompiledCondition, facts: Facts): number {
	const found = answer(facts);
	return found === null ? onError : found === is ? isTrue : 0;
}

/** Only what is known excludes: a rule may be there to block. */
function isExcluded({ preconditions: { excludedGroupId, deviceRisk } }: CompiledRule["rule"], facts: Facts): boolean {
	if (excludedGroupId !== null && facts.groupIds?.includes(excludedGroupId)) return true;
	const risk = facts.deviceRisk;
	return deviceRisk !== null && risk !== undefined && (risk < deviceRisk.minimum || risk > deviceRisk.maximum);
}

function firstMatch({ policy, combinations }: CompiledPolicy, outcomes: Uint8Array): number {
	for (let place = 0; place < combinations.length; place += 1) {
		if (matches(combinations[place]!, outcomes, policy.checkpoint === "CHALLENGE")) return place;
	}
	return -1;
}

/**
 * A rule that wasn't looked at isn't true.
 * @param isStrict what rests on an unknown fact doesn't offer a challenge type, and neither does a policy that it runs
 */
function matches({ cells, actions, policy }: CompiledCombination, outcomes: Uint8Array, isStrict: boolean): boolean {
	let guesses = 0;
	for (const { place, isTrue: wanted } of cells) {
		const found = outcomes[place]!;
		if (((found & isTrue) !== 0) !== wanted) return false;
		guesses |= found & isGuess;
	}
	return !(isStrict && guesses !== 0 && (policy !== null || actions.some(offersType)));
}

/** Whether anything in it was true. A policy without a score to give isn't counted as a 0. */
const hasRun = ({ outcomes, matched }: Evaluated) => matched !== -1 || outcomes.some((found) => (found & isTrue) !== 0);

/** CHALLENGE offers every type that there is. */
const offersType = ({ action }: AskedAction) => action === "CHALLENGE" || isChallengeType(action);

const withoutTypes = ({ actions, alerts }: Asked): Asked => ({
	actions: actions.filter((one) => !offersType(one)),
	alerts,
});

const joined = (before: Asked, more: Asked): Asked => ({
	actions: join(before.actions, more.actions),
	alerts: join(before.alerts, more.alerts),
});

const join = <T>(before: readonly T[], more: readonly T[]): readonly T[] =>
	more.length === 0 ? before : before.length === 0 ? more : [...before, ...more];
