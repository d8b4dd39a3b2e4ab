// How addresses name a part of a challenge policy or of a policy set: by a number made of what tells it apart. PURE.
import { notFound } from "../../errors";
import type { ConditionUse } from "../../policies/challenge/conditions";
import type { Combination, Definition, Rule } from "../../policies/challenge/definition";
import type { PolicySet } from "../../policies/challenge/sets/schema";

export type Override = PolicySet["scoreOverrides" | "actionOverrides"][number];

/** FNV-1a of 64 bits: a policy has a few hundred parts at the most, and nobody gains by two with one number. */
function keyOf(text: string): string {
	let hash = 0xcbf29ce484222325n;
	for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
	return hash.toString(16).padStart(16, "0");
}

/** No two rules of a policy have one name. */
export const ruleKey = ({ name }: Pick<Rule, "name">): string => keyOf(name);

export const conditionKey = (use: ConditionUse): string => keyOf(JSON.stringify(use));

/** No two combinations of a policy have the same answers. */
export const combinationKey = ({ rules }: Pick<Combination, "rules">): string =>
	keyOf(JSON.stringify(Object.entries(rules).sort(([one], [other]) => (one < other ? -1 : 1))));

/** Two overrides that are the same in everything do the same. */
export const overrideKey = (override: Override): string => keyOf(JSON.stringify(override));

const placeOf = <Part>(type: string, parts: readonly Part[], keyed: (part: Part) => string, key: string): number => {
	const place = parts.findIndex((part) => keyed(part) === key);
	if (place === -1) throw notFound(type, key);
	return place;
};

/** Throws 404 for a rule that isn't there any more, or has another name. So do the others. */
export const placeOfRule = ({ rules }: Pick<Definition, "rules">, key: string): number =>
	placeOf("Rule", rules, ruleKey, key);

export const placeOfCondition = ({ conditions }: Rule, key: string): number =>
	placeOf("Condition", conditions, conditionKey, key);

export const placeOfCombination = ({ combinations }: Pick<Definition, "combinations">, key: string): number =>
	placeOf("Combination", combinations, combinationKey, key);

export const placeOfOverride = (overrides: readonly Override[], key: string): number =>
	placeOf("Override", overrides, overrideKey, key);

/** The parts with the one at this place, counted from 1, at another place. */
export function moved<Part>(parts: readonly Part[], from: number, to: number): Part[] {
	return parts.toSpliced(from - 1, 1).toSpliced(to - 1, 0, parts[from - 1]!);
}
