// A challenge policy as people write it: rules, trigger combinations, and what they result in. PURE.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { singleLine } from "../../web/text";
import { ConditionUse } from "./conditions";
import { id } from "./conditions/condition";
import { maxScore, maxWeight } from "./score";

const maxRules = 100;
const maxConditions = 20;
const maxCombinations = 100;

const status = z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE");
const score = z.int().min(0).max(maxScore).default(0);
export const weight = z.int().min(0).max(maxWeight).default(100);

/** What a rule, a combination or an override asks for. */
export const results = {
	actionGroup: id
		.nullable()
		.default(null)
		.meta({ description: "An action, or the id of a list of the kind ACTION_GROUP" }),
	alertGroup: id.nullable().default(null).meta({ description: "The id of a list of the kind ALERT_GROUP" }),
};
export interface Results {
	actionGroup: string | null;
	alertGroup: string | null;
}

const range = (maximum: number) =>
	z
		.strictObject({ minimum: z.int().min(0).max(maximum), maximum: z.int().min(0).max(maximum) })
		.refine(({ minimum, maximum }) => minimum <= maximum, reason("range-order"));

const Preconditions = z.strictObject({
	excludedGroupId: id.nullable().default(null).meta({ description: "A group whose members the rule doesn't hold" }),
	deviceRisk: range(1000)
		.nullable()
		.default(null)
		.meta({ description: "0 is the same device, 500 a similar one, 1000 another one" }),
});

const ruleName = singleLine(255).min(1);

const Rule = z.strictObject({
	name: ruleName.meta({ description: "Unique within the policy", examples: ["New device"] }),
	status,
	preconditions: Preconditions.prefault({}),
	conditions: z
		.array(ConditionUse)
		.min(1)
		.max(maxConditions)
		.meta({
			description: "All have to hold. The first that doesn't ends the search",
			examples: [[{ condition: "device-new-for-user" }]],
		}),
	score,
	weight,
	...results,
});
export type Rule = z.output<typeof Rule>;

const Combination = z.strictObject({
	rules: z
		.record(ruleName, z.enum(["TRUE", "FALSE", "ANY"]))
		.refine((rules) => Object.keys(rules).length > 0, reason("combination-empty"))
		.meta({ description: "Name of a rule → its answer. Rules that aren't named are ANY" }),
	score: score.meta({ description: "In place of the score that the rules make" }),
	policyId: id.nullable().default(null).meta({ description: "A policy of the same checkpoint, in place of a score" }),
	...results,
});
export type Combination = z.output<typeof Combination>;

export const parts = {
	rules: z.array(Rule).max(maxRules).default([]),
	combinations: z
		.array(Combination)
		.max(maxCombinations)
		.default([])
		.meta({ description: "The first that matches replaces the actions of the rules, and adds its alerts" }),
};

/** What is evaluated. */
export interface Definition {
	rules: readonly Rule[];
	combinations: readonly Combination[];
}

/** The policies that a definition runs, each with the path of the field that names it. */
export const nestedIn = ({ rules, combinations }: Definition): { policyId: string; path: string }[] => [
	...rules.flatMap(({ conditions }, rule) =>
		conditions.flatMap(({ condition, parameters }, index) =>
			condition === "system-evaluate-policy"
				? [
						{
							policyId: String(parameters.policyId),
							path: `rules.${rule}.conditions.${index}.parameters.policyId`,
						},
					]
				: [],
		),
	),
	...combinations.flatMap(({ policyId }, index) =>
		policyId === null ? [] : [{ policyId, path: `combinations.${index}.policyId` }],
	),
];

/** The lists that a result or a condition names. */
export const listsNamedIn = ({ rules, combinations }: Definition): string[] =>
	[
		...rules.flatMap(({ conditions }) => conditions.map(({ parameters }) => parameters.listId)),
		...[...rules, ...combinations].flatMap(({ actionGroup, alertGroup }) => [actionGroup, alertGroup]),
	].filter((id) => typeof id === "string");
