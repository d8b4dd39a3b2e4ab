// What a schema can't see of challenge policies: names of what there isn't, circles, and depth. PURE.
import { invalid } from "../../errors";
import { actions, type Checkpoint } from "./checkpoints";
import { conditionOf } from "./conditions";
import { type Definition, nestedIn, type Results } from "./definition";
import type { ListKind } from "./lists/matching";

export const maxDepth = 8;

interface KnownList {
	id: string;
	kind: ListKind;
}

interface KnownPolicy extends Definition {
	id: string;
	name: string;
	checkpoint: Checkpoint;
}

interface Known {
	policies: readonly KnownPolicy[];
	lists: readonly KnownList[];
}

/** Throws E0000001 with the path of the first field that names what there isn't, or makes a circle. */
export function checkPolicy(policy: KnownPolicy, known: Known): void {
	const { rules, combinations } = policy;
	const names = new Set<string>();
	for (const [place, rule] of rules.entries()) {
		if (names.has(rule.name)) throw invalid(`rules.${place}.name`, "rule-twice");
		names.add(rule.name);
		checkLists(rule, `rules.${place}`, known.lists);
		checkResults(rule, `rules.${place}.`, known.lists);
	}
	const cells = new Set<string>();
	for (const [place, combination] of combinations.entries()) {
		const path = `combinations.${place}`;
		const unknown = Object.keys(combination.rules).find((name) => !names.has(name));
		if (unknown !== undefined) throw invalid(`${path}.rules.${unknown}`, "rule-unknown");
		const cell = JSON.stringify(rules.map(({ name }) => combination.rules[name] ?? "ANY"));
		if (cells.has(cell)) throw invalid(path, "combination-twice");
		cells.add(cell);
		checkResults(combination, `${path}.`, known.lists);
	}
	checkNesting(policy, known.policies);
}

function checkLists({ conditions }: Definition["rules"][number], path: string, lists: readonly KnownList[]): void {
	for (const [index, use] of conditions.entries()) {
		const { list: kind } = conditionOf(use);
		if (kind === undefined) continue;
		const field = `${path}.conditions.${index}.parameters.listId`;
		const found = lists.find(({ id }) => id === use.parameters.listId);
		if (!found) throw invalid(field, "list-unknown");
		if (found.kind !== kind) throw invalid(field, "list-kind", { kind });
	}
}

export function checkResults({ actionGroup, alertGroup }: Results, path: string, lists: readonly KnownList[]): void {
	const has = (id: string, kind: ListKind) => lists.some((list) => list.id === id && list.kind === kind);
	const isAction = actions.some((action) => action === actionGroup);
	if (actionGroup !== null && !isAction && !has(actionGroup, "ACTION_GROUP")) {
		throw invalid(`${path}actionGroup`, "action-group-unknown");
	}
	if (alertGroup !== null && !has(alertGroup, "ALERT_GROUP")) throw invalid(`${path}alertGroup`, "alert-group-unknown");
}

function checkNesting(policy: KnownPolicy, others: readonly KnownPolicy[]): void {
	const all = new Map([...others, policy].map((one) => [one.id, one]));
	for (const { policyId, path } of nestedIn(policy)) {
		const nested = all.get(policyId);
		if (!nested) throw invalid(path, "policy-unknown");
		if (nested.checkpoint !== policy.checkpoint) throw invalid(path, "policy-other-checkpoint");
		if (policyId === policy.id || reaches(nested, policy.id, all)) throw invalid(path, "policy-cycle");
		const depth = depthAbove(policy.id, [...all.values()]) + depthBelow(nested, all);
		if (depth > maxDepth) throw invalid(path, "policy-depth", { maximum: maxDepth });
	}
}

type Policies = ReadonlyMap<string, KnownPolicy>;

/** Policies that have been saved run in no circle, and so this ends. Each is asked once. */
function reaches(from: KnownPolicy, id: string, all: Policies): boolean {
	const seen = new Set<string>();
	const waiting = [from];
	for (let policy = waiting.pop(); policy; policy = waiting.pop()) {
		for (const { policyId } of nestedIn(policy)) {
			if (policyId === id) return true;
			const next = all.get(policyId);
			if (next && !seen.has(policyId)) waiting.push(next);
			seen.add(policyId);
		}
	}
	return false;
}

/** How many policies stand on each other from this one down. */
function depthBelow(policy: KnownPolicy, all: Policies, known = new Map<string, number>()): number {
	const found = known.get(policy.id);
	if (found !== undefined) return found;
	const below = nestedIn(policy).map(({ policyId }) => depthBelow(all.get(policyId)!, all, known));
	const depth = 1 + Math.max(0, ...below);
	known.set(policy.id, depth);
	return depth;
}

/** How many policies stand on each other from this one up. */
function depthAbove(id: string, all: readonly KnownPolicy[]): number {
	const parents = all.filter((one) => nestedIn(one).some(({ policyId }) => policyId === id));
	return 1 + Math.max(0, ...parents.map((parent) => depthAbove(parent.id, all)));
}
