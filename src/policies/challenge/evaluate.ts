// Evaluates one policy: its rules, the first combination that matches, and the policies nested in it. PURE.
import { type Answers, outcome } from "./answers";
import { isChallengeType } from "./checkpoints";
import type { Asked, AskedAction, CompiledCombination, CompiledPolicy, CompiledRule } from "./compile";
import type { Facts } from "./facts";
import { Tally } from "./score";

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
export const nobodyAsks: Asked = { actions: none, alerts: none };

/** What a policy that is switched off comes to. */
const nothing = (compiled: CompiledPolicy): Evaluated => ({
	compiled,
	outcomes: new Uint8Array(compiled.rules.length).fill(isSkipped),
	matched: -1,
	nested: none,
	score: 0,
	...nobodyAsks,
});

/** Whom the policy holds doesn't matter here: a nested policy holds everybody. */
export function evaluatePolicy(compiled: CompiledPolicy, answers: Answers): Evaluated {
	const { policy, rules, columns } = compiled;
	if (policy.status === "INACTIVE") return nothing(compiled);
	const { questions, asks } = columns;
	const outcomes = new Uint8Array(rules.length);
	const tally = new Tally(policy.engine);
	const nested: Evaluated[] = [];
	let asked: Asked = nobodyAsks;
	for (let place = 0; place < rules.length; place += 1) {
		const question = questions[place]!;
		const found = question === -1 ? evaluateRule(rules[place]!, answers, nested) : answers.of(question);
		outcomes[place] = found;
		if ((found & isTrue) === 0) continue;
		const rule = rules[place]!;
		tally.add(rule.rule.score, rule.rule.weight);
		if (asks[place] === 0) continue;
		const isUnsure = policy.checkpoint === "CHALLENGE" && (found & isGuess) !== 0;
		asked = joined(asked, isUnsure ? withoutTypes(rule) : rule);
	}
	for (const ran of nested) {
		if (!hasRun(ran)) continue;
		tally.add(ran.score, ran.compiled.policy.weight);
		asked = joined(asked, ran);
	}
	const score = tally.score();
	const matched = firstMatch(compiled, outcomes);
	if (matched === -1) return { compiled, outcomes, matched, nested, score, ...asked };
	const combination = compiled.combinations[matched]!;
	const inside = combination.policy ? evaluatePolicy(combination.policy, answers) : null;
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
function evaluateRule({ rule, conditions }: CompiledRule, answers: Answers, nested: Evaluated[]): number {
	if (rule.status === "INACTIVE" || isExcluded(rule, answers.facts)) return isSkipped;
	let found: number = isTrue;
	for (const { question, runs } of conditions) {
		const answer = answers.of(question);
		if (runs) nested.push(evaluatePolicy(runs, answers));
		if ((answer & isTrue) === 0) return answer;
		found |= answer;
	}
	return found;
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

/** What both ask for. */
export const joined = (before: Asked, more: Asked): Asked => ({
	actions: join(before.actions, more.actions),
	alerts: join(before.alerts, more.alerts),
});

const join = <T>(before: readonly T[], more: readonly T[]): readonly T[] =>
	more.length === 0 ? before : before.length === 0 ? more : [...before, ...more];
