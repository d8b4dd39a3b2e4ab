// The slow, obvious second implementation: no compiling, no bits, no loops that stop early. Fractions by BigInt.
import { actions, challengeTypes } from "../../../src/policies/challenge/checkpoints";
import type { Policy } from "../../../src/policies/challenge/compile";
import { conditionOf } from "../../../src/policies/challenge/conditions";
import type { Combination, Rule } from "../../../src/policies/challenge/definition";
import type { Facts } from "../../../src/policies/challenge/facts";
import type { Engine } from "../../../src/policies/challenge/score";

interface Result {
	score: number;
	actions: string[];
	wasTrue: boolean;
}

type Found = { isTrue: boolean; isGuess: boolean; ran: Policy[] };

function round(dividend: bigint, divisor: bigint): number {
	const whole = dividend / divisor;
	const rest = dividend - whole * divisor;
	return Number(rest * 2n >= divisor ? whole + 1n : whole);
}

export function score(engine: Engine, list: { score: number; weight: number }[]): number {
	if (list.length === 0) return 0;
	const plain = list.map((one) => BigInt(one.score)).sort((a, b) => (a < b ? -1 : 1));
	const weighted = list.map((one) => BigInt(one.score) * BigInt(one.weight)).sort((a, b) => (a < b ? -1 : 1));
	const sum = (numbers: bigint[]) => numbers.reduce((a, b) => a + b, 0n);
	const n = BigInt(list.length);
	const all: Record<Engine, number> = {
		AVERAGE: round(sum(plain), n),
		MAXIMUM: Number(plain.at(-1)),
		MINIMUM: Number(plain[0]),
		WEIGHTED_AVERAGE: round(sum(weighted), 100n * n),
		WEIGHTED_MAXIMUM: round(weighted.at(-1)!, 100n),
		WEIGHTED_MINIMUM: round(weighted[0]!, 100n),
		AGGREGATE: Number(sum(plain) > 1000n ? 1000n : sum(plain)),
	};
	return all[engine];
}

const noLists = { get: () => new Set<string>() };

export function findRule(rule: Rule, facts: Facts, policies: Policy[]): Found {
	const isExcluded =
		rule.preconditions.excludedGroupId !== null && (facts.groupIds ?? []).includes(rule.preconditions.excludedGroupId);
	const risk = rule.preconditions.deviceRisk;
	const isOutside =
		risk !== null &&
		facts.deviceRisk !== undefined &&
		!(facts.deviceRisk >= risk.minimum && facts.deviceRisk <= risk.maximum);
	if (rule.status !== "ACTIVE" || isExcluded || isOutside) return { isTrue: false, isGuess: false, ran: [] };
	const answers = rule.conditions.map((use) => {
		const answer = conditionOf(use).prepare(use.parameters, noLists)(facts);
		const holds = answer === null ? use.valueOnError : answer === use.is;
		return { holds, isGuess: answer === null };
	});
	const firstFalse = answers.findIndex(({ holds }) => !holds);
	const isTrue = firstFalse === -1;
	const reached = isTrue ? rule.conditions : rule.conditions.slice(0, firstFalse + 1);
	const ran = reached
		.filter(({ condition }) => condition === "system-evaluate-policy")
		.map(({ parameters }) => policies.find(({ id }) => id === parameters.policyId)!);
	const isGuess = isTrue ? answers.some((answer) => answer.isGuess) : answers[firstFalse]!.isGuess;
	return { isTrue, isGuess, ran };
}

const asks = (group: string | null) => (group === null ? [] : [group]);
const isOffer = (action: string) => action === "CHALLENGE" || (challengeTypes as readonly string[]).includes(action);

export function evaluate(policy: Policy, facts: Facts, policies: Policy[]): Result {
	if (policy.status === "INACTIVE") return { score: 0, actions: [], wasTrue: false };
	const found = policy.rules.map((rule) => findRule(rule, facts, policies));
	const isStrict = policy.checkpoint === "CHALLENGE";
	const fromRules = policy.rules.flatMap((rule, place) => {
		if (!found[place]!.isTrue) return [];
		return asks(rule.actionGroup).filter((action) => !(isStrict && found[place]!.isGuess && isOffer(action)));
	});
	const inside = found
		.flatMap(({ ran }) => ran)
		.map((one) => ({ weight: one.weight, ...evaluate(one, facts, policies) }))
		.filter(({ wasTrue }) => wasTrue);
	const scored = [...policy.rules.filter((_, place) => found[place]!.isTrue), ...inside];
	const own = {
		score: score(policy.engine, scored),
		actions: [...fromRules, ...inside.flatMap((one) => one.actions)],
		wasTrue: found.some(({ isTrue }) => isTrue),
	};
	const matching = policy.combinations.filter((combination) => {
		const { score: points, policyId, actionGroup, alertGroup } = combination;
		if (points === 0 && policyId === null && actionGroup === null && alertGroup === null) return false;
		const cells = policy.rules.map((rule, place) => ({ wanted: combination.rules[rule.name] ?? "ANY", place }));
		const named = cells.filter(({ wanted }) => wanted !== "ANY");
		const fits = named.every(({ wanted, place }) => found[place]!.isTrue === (wanted === "TRUE"));
		const rests = named.some(({ place }) => found[place]!.isGuess);
		return fits && !(isStrict && rests && (policyId !== null || asks(actionGroup).some(isOffer)));
	});
	const first: Combination | undefined = matching[0];
	if (!first) return own;
	const nested =
		first.policyId === null ? null : evaluate(policies.find(({ id }) => id === first.policyId)!, facts, policies);
	const replacing = [...asks(first.actionGroup), ...(nested?.actions ?? [])];
	return {
		score: nested?.score ?? first.score,
		actions: replacing.length > 0 ? replacing : own.actions,
		wasTrue: true,
	};
}

export function decideSlowly(policies: Policy[], engine: Engine, facts: Facts) {
	const held = policies
		.filter(({ status }) => status === "ACTIVE")
		.filter(({ groupIds }) => groupIds === null || groupIds.some((id) => (facts.groupIds ?? []).includes(id)));
	const results = held.map((policy) => ({ weight: policy.weight, ...evaluate(policy, facts, policies) }));
	const isChallenge = policies[0]?.checkpoint === "CHALLENGE";
	const asked = isChallenge && held.length === 0 ? ["CHALLENGE"] : results.flatMap((one) => one.actions);
	const total = score(engine, results);
	const wanted = [...asked].sort((a, b) => actions.indexOf(a as never) - actions.indexOf(b as never))[0];
	const mustChallenge = wanted === undefined ? isChallenge : isOffer(wanted);
	if (!mustChallenge) return { action: wanted ?? "ALLOW", score: total, types: [] };
	const available: string[] = [...(facts.availableTypes ?? [])];
	const types = wanted === "CHALLENGE" ? available : [...new Set(asked.filter((one) => available.includes(one)))];
	if (types.length > 0) {
		const action = wanted === "CHALLENGE" || types.includes(wanted!) ? wanted! : types[0]!;
		return { action, score: total, types };
	}
	const isLow = total < 701 && facts.riskClass !== "HIGH" && !(isChallenge && facts.riskClass === undefined);
	return { action: facts.isUnregistered === true && isLow ? "REGISTER" : "BLOCK", score: total, types };
}
