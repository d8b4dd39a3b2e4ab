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

/** A condition as rules have it. A decision asks it once, however many rules have the same. */
export interface Question {
	use: ConditionUse;
	answer(facts: Facts): Answer;
}

export interface CompiledCondition {
	/** The place of its question. */
	question: number;
	/** The policy that the condition runs. */
	runs: CompiledPolicy | null;
}

export interface CompiledRule extends Asked {
	rule: Rule;
	conditions: readonly CompiledCondition[];
	/** On, without preconditions, and with one condition that only answers: most rules are so. */
	isPlain: boolean;
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
	columns: Columns;
}

/** What an evaluation reads of every rule, by the rule's place: side by side, because most rules come to nothing. */
interface Columns {
	/** The question of a plain rule; -1 for other rules. */
	questions: Int32Array;
	/** 1: the rule asks for something when it is true. */
	asks: Uint8Array;
}

/** What a checkpoint asks: its active policies, its set, and which facts all of them need. */
export interface CompiledCheckpoint {
	checkpoint: Checkpoint;
	policies: readonly CompiledPolicy[];
	questions: readonly Question[];
	set: PolicySet;
	scoreOverrides: readonly (Asked & { minimum: number; maximum: number })[];
	needs: { facts: ReadonlySet<FactName>; counts: readonly CountAsked[] };
}

/** What policies are compiled from. */
export interface Source {
	policies: readonly Policy[];
	lists: ReadonlyMap<string, ListContent>;
}

/** What the policies of a checkpoint share. */
interface Shared {
	lists: Source["lists"];
	/** The place of the question, which all equal conditions share. */
	questionOf(use: ConditionUse): number;
	policyOf(id: string): CompiledPolicy;
}

export function compileCheckpoint({ policies, lists }: Source, set: PolicySet): CompiledCheckpoint {
	const questions = new Questions(listsOf(lists));
	const byId = new Map(policies.map((policy) => [policy.id, policy]));
	const compiled = new Map<string, CompiledPolicy>();
	const shared: Shared = { lists, questionOf: (use) => questions.placeOf(use), policyOf };
	function policyOf(id: string): CompiledPolicy {
		const known = compiled.get(id);
		if (known) return known;
		const policy = byId.get(id);
		if (!policy) throw new Error(`there is no policy ${id}`);
		const made = compilePolicy(policy, shared);
		compiled.set(id, made);
		return made;
	}
	const active = policies.filter(({ status, checkpoint }) => status === "ACTIVE" && checkpoint === set.checkpoint);
	const made = active.map(({ id }) => policyOf(id));
	return {
		checkpoint: set.checkpoint,
		policies: made,
		questions: questions.all,
		set,
		scoreOverrides: set.scoreOverrides.map((override) => ({ ...override, ...askedBy(override, lists) })),
		needs: needsOf([...compiled.values()], set),
	};
}

/** Collects the questions of a checkpoint. */
class Questions {
	readonly all: Question[] = [];
	readonly #places = new Map<string, number>();
	readonly #lists: Lists;

	constructor(lists: Lists) {
		this.#lists = lists;
	}

	placeOf(use: ConditionUse): number {
		const { condition, parameters, is, valueOnError } = use;
		const key = JSON.stringify([condition, parameters, is, valueOnError]);
		const known = this.#places.get(key);
		if (known !== undefined) return known;
		this.#places.set(key, this.all.length);
		return this.all.push({ use, answer: conditionOf(use).prepare(parameters, this.#lists) }) - 1;
	}
}

function compilePolicy(policy: Policy, shared: Shared): CompiledPolicy {
	const { lists, policyOf } = shared;
	const places = new Map(policy.rules.map(({ name }, place) => [name, place]));
	const rules = policy.rules.map((rule) => compileRule(rule, shared));
	return {
		policy,
		rules,
		columns: columnsOf(rules),
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

const columnsOf = (rules: readonly CompiledRule[]): Columns => ({
	questions: Int32Array.from(rules, ({ isPlain, conditions }) => (isPlain ? conditions[0]!.question : -1)),
	asks: Uint8Array.from(rules, ({ actions, alerts }) => (actions.length + alerts.length > 0 ? 1 : 0)),
});

function compileRule(rule: Rule, { lists, questionOf, policyOf }: Shared): CompiledRule {
	const { excludedGroupId, deviceRisk } = rule.preconditions;
	const isRestricted = rule.status === "INACTIVE" || excludedGroupId !== null || deviceRisk !== null;
	const conditions = rule.conditions.map((use) => ({
		question: questionOf(use),
		runs: use.condition === "system-evaluate-policy" ? policyOf(String(use.parameters.policyId)) : null,
	}));
	return {
		rule,
		conditions,
		isPlain: !isRestricted && conditions.length === 1 && conditions[0]?.runs === null,
		...askedBy(rule, lists),
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
		for (const { rule } of rules) {
			if (rule.preconditions.excludedGroupId !== null) facts.add("groupIds");
			if (rule.preconditions.deviceRisk !== null) facts.add("deviceRisk");
			for (const use of rule.conditions) {
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
