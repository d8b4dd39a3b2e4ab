// The trace of a decision in words: which rule, condition and combination matched, and which facts were known. PURE.
import { type Answers, outcome } from "./answers";
import type { Action } from "./checkpoints";
import type { CompiledPolicy, CompiledRule } from "./compile";
import { type ConditionUse, conditionOf } from "./conditions";
import type { Decided } from "./decide";
import type { Evaluated } from "./evaluate";
import type { FactName, Facts } from "./facts";

interface ConditionTrace {
	condition: string;
	parameters: Record<string, unknown>;
	/** What the rule waits for. */
	is: boolean;
	holds: boolean;
	/** Whether a fact was unknown, so that the value on error decided. */
	isUnknown: boolean;
	/** The facts that it compares. */
	facts: FactName[];
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

/** The trace of each policy that was evaluated, and behind it those of the policies that it ran. */
export function tracesOf({ evaluated, answers }: Pick<Decided, "evaluated" | "answers">): PolicyTrace[] {
	const traces: PolicyTrace[] = [];
	const add = (found: Evaluated, ranBy: string | null): void => {
		traces.push(policyTrace(found, answers, ranBy));
		for (const one of found.nested) add(one, found.compiled.policy.id);
	};
	for (const found of evaluated) add(found, null);
	return traces;
}

function policyTrace(evaluated: Evaluated, answers: Answers, ranBy: string | null): PolicyTrace {
	const { compiled, matched, score, actions } = evaluated;
	const { policy, combinations } = compiled;
	const tried = matched === -1 ? combinations : combinations.slice(0, matched + 1);
	return {
		policyId: policy.id,
		ranBy,
		policy: policy.name,
		score,
		actions: actions.map(({ action }) => action),
		rules: ruleTraces(evaluated, answers),
		combinations: tried.map(({ combination }, place) => ({ rules: combination.rules, matched: place === matched })),
	};
}

const plainBits = outcome.isTrue | outcome.isGuess;

/** A plain rule is true or false, for certain or by a guess. */
const plainOutcomes = [0, outcome.isTrue, outcome.isGuess, plainBits] as const;

/** Outcome → what is said of each plain rule that has it. Another version of the policy begins without words. */
const said = new WeakMap<CompiledPolicy, readonly (readonly RuleTrace[])[]>();

function wordsOf(compiled: CompiledPolicy): readonly (readonly RuleTrace[])[] {
	const known = said.get(compiled);
	if (known) return known;
	const words = plainOutcomes.map((found) => compiled.rules.map((rule) => ruleTrace(rule, found, () => found)));
	said.set(compiled, words);
	return words;
}

function ruleTraces({ compiled, outcomes }: Evaluated, answers: Answers): RuleTrace[] {
	const { rules, columns } = compiled;
	const words = wordsOf(compiled);
	// Most rules are false for certain.
	const traces = words[0]!.slice();
	for (let place = 0; place < traces.length; place += 1) {
		const found = outcomes[place]!;
		const isPlain = columns.questions[place] !== -1;
		if (!isPlain) traces[place] = ruleTrace(rules[place]!, found, (question) => answers.of(question));
		else if ((found & plainBits) !== 0) traces[place] = words[found & plainBits]![place]!;
	}
	return traces;
}

function ruleTrace(
	{ rule, conditions }: CompiledRule,
	found: number,
	answerTo: (question: number) => number,
): RuleTrace {
	if (found & outcome.isSkipped) return { rule: rule.name, result: "NOT_RUN", conditions: [] };
	const traces: ConditionTrace[] = [];
	for (const [index, { question }] of conditions.entries()) {
		const trace = conditionTrace(rule.conditions[index]!, answerTo(question));
		traces.push(trace);
		if (!trace.holds) break;
	}
	return { rule: rule.name, result: found & outcome.isTrue ? "TRUE" : "FALSE", conditions: traces };
}

const conditionTrace = (use: ConditionUse, answer: number): ConditionTrace => ({
	condition: use.condition,
	parameters: use.parameters,
	is: use.is,
	holds: (answer & outcome.isTrue) !== 0,
	isUnknown: (answer & outcome.isGuess) !== 0,
	facts: [...conditionOf(use).facts],
});

/** The facts that policies have asked for. What tells a person, a place or a device apart is cut. Null is unknown. */
export const maskedFacts = (names: Iterable<FactName>, facts: Facts): Record<string, unknown> =>
	Object.fromEntries(Array.from(names, (name) => [name, masked(name, facts)]));

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
