// From policies as people write them to what is evaluated: once for each version of the policies. PURE.
import { type Action, type Alert, actions, type Checkpoint } from "./checkpoints";
import { type ConditionUse, conditionOf } from "./conditions";
import type { Answer } from "./conditions/condition";
import type { Combination, Definition, Results, Rule } from "./definition";
import { type CountAsked, countKey, type FactName, type Facts } from "./facts";
import { type ListContent, type Lists, listsOf } from "./lists/matching";
import type { Engine } from "./score";
import type { PolicySet } from "./sets/schema";

export interface Policy extends Definition {
	id: string;
	name: string;
	status: "ACTIVE" | "INACTIVE";
	checkpoint: Checkpoint;
	engine: Engine;
	weight: number;
	/** Null: it holds everybody. A policy that is linked to no group never runs by itself. */
	groupIds: readonly string[] | null;
}

/** An action, and the group by which somebody asked for it. */
export interface AskedAction {
	action: Action;
	group: string;
}

export interface Asked {
	actions: readonly AskedAction[];
	alerts: readonly Alert[];
}

/** What a test answers: true or false, and whether a fact was unknown, so that the value on error decided. */
export const outcome = { isTrue: 1, isGuess: 2, isSkipped: 4 } as const;

export interface CompiledCondition {
	use: ConditionUse;
	/** The answer for which the rule goes on. */
	is: boolean;
	answer(facts: Facts): Answer;
	/** The outcome where the answer is unknown. */
	onError: number;
	/** The policy that the condition runs. */
	runs: CompiledPolicy | null;
}

export interface CompiledRule extends Asked {
	rule: Rule;
	conditions: readonly CompiledCondition[];
	/** On, without preconditions, and with one condition that only answers: most rules are so. */
	isPlain: boolean;
	/** Whether it asks for anything when it is true. */
	isAsking: boolean;
}

export interface CompiledCombination extends Asked {
	combination: Combination;
	/** Which rules, by their place, have to be true or false. */
	cells: readonly { place: number; isTrue: boolean }[];
	policy: CompiledPolicy | null;
}

export interface CompiledPolicy {
	policy: Policy;
	rules: readonly CompiledRule[];
	combinations: readonly CompiledCombination[];
}

/** What a checkpoint asks: its active policies, its set, and which facts all of them need. */
export interface CompiledCheckpoint {
	checkpoint: Checkpoint;
	policies: readonly CompiledPolicy[];
	set: PolicySet;
	scoreOverrides: readonly (Asked & { minimum: number; maximum: number })[];
	needs: { facts: ReadonlySet<FactName>; counts: readonly CountAsked[] };
}

/** What policies are compiled from. */
export interface Source {
	policies: readonly Policy[];
	lists: ReadonlyMap<string, ListContent>;
}

export function compileCheckpoint(source: Source, set: PolicySet): CompiledCheckpoint {
	const { policies, lists } = source;
	const matchers = listsOf(lists);
	const byId = new Map(policies.map((policy) => [policy.id, policy]));
	const compiled = new Map<string, CompiledPolicy>();
	const policyOf = (id: string): CompiledPolicy => {
		const known = compiled.get(id);
		if (known) return known;
		const policy = byId.get(id);
		if (!policy) throw new Error(`there is no policy ${id}`);
		const made = compilePolicy(policy, lists, matchers, policyOf);
		compiled.set(id, made);
		return made;
	};
	const active = policies.filter(({ status, checkpoint }) => status === "ACTIVE" && checkpoint === set.checkpoint);
	const made = active.map(({ id }) => policyOf(id));
	return {
		checkpoint: set.checkpoint,
		policies: made,
		set,
		scoreOverrides: set.scoreOverrides.map((override) => ({ ...override, ...askedBy(override, lists) })),
		needs: needsOf([...compiled.values()], set),
	};
}

function compilePolicy(
	policy: Policy,
	lists: Source["lists"],
	matchers: Lists,
	policyOf: (id: string) => CompiledPolicy,
): CompiledPolicy {
	const places = new Map(policy.rules.map(({ name }, place) => [name, place]));
	return {
		policy,
		rules: policy.rules.map((rule) => compileRule(rule, lists, matchers, policyOf)),
		// One that asks for nothing and scores nothing is switched off.
		combinations: policy.combinations.filter(hasResult).map((combination) => ({
			combination,
			cells: Object.entries(combination.rules).flatMap(([name, answer]) =>
				answer === "ANY" ? [] : [{ place: places.get(name)!, isTrue: answer === "TRUE" }],
			),
			policy: combination.policyId === null ? null : policyOf(combination.policyId),
			...askedBy(combination, lists),
		})),
	};
}

function compileRule(
	rule: Rule,
	lists: Source["lists"],
	matchers: Lists,
	policyOf: (id: string) => CompiledPolicy,
): CompiledRule {
	const { excludedGroupId, deviceRisk } = rule.preconditions;
	const isRestricted = rule.status === "INACTIVE" || excludedGroupId !== null || deviceRisk !== null;
	const conditions = rule.conditions.map((use) => ({
		use,
		is: use.is,
		answer: conditionOf(use).prepare(use.parameters, matchers),
		onError: outcome.isGuess | (use.valueOnError ? outcome.isTrue : 0),
		runs: use.condition === "system-evaluate-policy" ? policyOf(String(use.parameters.policyId)) : null,
	}));
	const asked = askedBy(rule, lists);
	return {
		rule,
		conditions,
		isPlain: !isRestricted && conditions.length === 1 && conditions[0]?.runs === null,
		isAsking: asked.actions.length + asked.alerts.length > 0,
		...asked,
	};
}

const hasResult = ({ score, policyId, actionGroup, alertGroup }: Combination) =>
	score !== 0 || policyId !== null || actionGroup !== null || alertGroup !== null;

function askedBy({ actionGroup, alertGroup }: Results, lists: Source["lists"]): Asked {
	const alerts = alertGroup === null ? null : lists.get(alertGroup);
	return {
		actions: actionsOf(actionGroup, lists),
		alerts: alerts?.kind === "ALERT_GROUP" ? alerts.values : [],
	};
}

/** An action is a group of its own. */
function actionsOf(group: string | null, lists: Source["lists"]): AskedAction[] {
	if (group === null) return [];
	const single = actions.find((action) => action === group);
	if (single) return [{ action: single, group }];
	const list = lists.get(group);
	return list?.kind === "ACTION_GROUP" ? list.values.map((action) => ({ action, group })) : [];
}

function needsOf(policies: readonly CompiledPolicy[], set: PolicySet): CompiledCheckpoint["needs"] {
	const facts = new Set<FactName>();
	const counts = new Map<string, CountAsked>();
	const ask = (asked: CountAsked) => counts.set(countKey(asked), asked);
	for (const { policy, rules } of policies) {
		if (policy.groupIds !== null) facts.add("groupIds");
		for (const { rule, conditions } of rules) {
			if (rule.preconditions.excludedGroupId !== null) facts.add("groupIds");
			if (rule.preconditions.deviceRisk !== null) facts.add("deviceRisk");
			for (const { use } of conditions) {
				const condition = conditionOf(use);
				for (const fact of condition.facts) facts.add(fact);
				if (condition.counts) ask(condition.counts(use.parameters));
			}
		}
	}
	if (set.allowActionOverrides) for (const override of set.actionOverrides) ask(overrideCount(set, override));
	return { facts, counts: [...counts.values()] };
}

export const overrideCount = (
	{ checkpoint }: Pick<PolicySet, "checkpoint">,
	{ from, seconds }: PolicySet["actionOverrides"][number],
): CountAsked => ({ count: "actions", action: from, checkpoint, seconds });
