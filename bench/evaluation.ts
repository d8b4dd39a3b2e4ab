// Evaluating challenge policies, beside a plain loop over the same comparisons: 10 policies with 50 rules each.
import { Hono } from "hono";
import type { Bindings } from "../src/env";
import { challengeTypes } from "../src/policies/challenge/checkpoints";
import { compileCheckpoint, type Policy } from "../src/policies/challenge/compile";
import { decide } from "../src/policies/challenge/decide";
import { tracesOf } from "../src/policies/challenge/explain";
import type { Facts } from "../src/policies/challenge/facts";
import { ChallengePolicyInput } from "../src/policies/challenge/schema";
import { PolicySet } from "../src/policies/challenge/sets/schema";

const policies = 10;
const rulesPerPolicy = 50;

/** What one rule compares, as a person would write it down who needs no policies. */
type Comparison = { score: number } & (
	| { kind: "new"; is: boolean }
	| { kind: "status"; status: string }
	| { kind: "failures"; type: (typeof challengeTypes)[number]; failures: number }
	| { kind: "country"; countries: ReadonlySet<string> }
	| { kind: "group"; groupId: string }
);

const countries = ["JP", "DK", "US", "DE", "FR"];
const statuses = ["ACTIVE", "SUSPENDED", "STAGED"];

/** Of five kinds in turn. Each rule has values of its own. */
function comparisonOf(number: number): Comparison {
	const score = (number * 37) % 1000;
	switch (number % 5) {
		case 0:
			return { kind: "new", is: number % 2 === 0, score };
		case 1:
			return { kind: "status", status: statuses[number % 3]!, score };
		case 2:
			return { kind: "failures", type: challengeTypes[number % 6]!, failures: 1 + (number % 5), score };
		case 3:
			return { kind: "country", countries: new Set([countries[number % 5]!, `X${number % 7}`]), score };
		default:
			return { kind: "group", groupId: `00g${number % 11}`, score };
	}
}

const comparisons = Array.from({ length: policies * rulesPerPolicy }, (_, number) => comparisonOf(number));

/** The same comparison as a condition of a rule. */
function conditionOf(comparison: Comparison, number: number) {
	switch (comparison.kind) {
		case "new":
			return { condition: "device-new-for-user", is: comparison.is };
		case "status":
			return { condition: "user-account-status", parameters: { status: comparison.status } };
		case "failures": {
			const { type, failures } = comparison;
			return { condition: "user-otp-failures", parameters: { challengeType: type, failures } };
		}
		case "country":
			return { condition: "location-country-in-list", parameters: { listId: `list${number}` } };
		case "group":
			return { condition: "user-in-group", parameters: { groupId: comparison.groupId } };
	}
}

const written: Policy[] = Array.from({ length: policies }, (_, index) => {
	const rules = comparisons.slice(index * rulesPerPolicy, (index + 1) * rulesPerPolicy).map((comparison, place) => ({
		name: `rule ${place}`,
		score: comparison.score,
		conditions: [conditionOf(comparison, index * rulesPerPolicy + place)],
	}));
	const input = ChallengePolicyInput.parse({ name: `policy ${index}`, engine: "MAXIMUM", rules });
	return { ...input, id: `0cp${index}`, status: "ACTIVE" } as unknown as Policy;
});
const lists = new Map(
	comparisons.flatMap((comparison, number) =>
		comparison.kind === "country"
			? [[`list${number}`, { kind: "COUNTRIES", values: [...comparison.countries] }] as const]
			: [],
	),
);
const compiled = compileCheckpoint({ policies: written, lists }, PolicySet.parse({ checkpoint: "PRE_AUTHENTICATION" }));

type Known = Required<Pick<Facts, "isNewDevice" | "accountStatus" | "otpFailures" | "country" | "groupIds">>;

/** Facts change from one evaluation to the next, so that nothing can be kept. */
const given: readonly Known[] = Array.from({ length: 16 }, (_, number) => ({
	isNewDevice: number % 3 === 0,
	accountStatus: statuses[number % 3]!,
	otpFailures: Object.fromEntries(challengeTypes.map((type, place) => [type, (number + place) % 4])),
	country: countries[number % 5]!,
	groupIds: ["00gEveryone", `00g${number % 11}`],
}));

/** The highest score of the comparisons that hold. */
function compareBarely(facts: Known): number {
	let greatest = 0;
	for (const comparison of comparisons) if (holds(comparison, facts)) greatest = Math.max(greatest, comparison.score);
	return greatest;
}

function holds(comparison: Comparison, facts: Known): boolean {
	switch (comparison.kind) {
		case "new":
			return facts.isNewDevice === comparison.is;
		case "status":
			return facts.accountStatus === comparison.status;
		case "failures":
			return (facts.otpFailures[comparison.type] ?? 0) >= comparison.failures;
		case "country":
			return comparison.countries.has(facts.country);
		case "group":
			return facts.groupIds.includes(comparison.groupId);
	}
}

const ways: Record<string, (facts: Known) => number> = {
	loop: compareBarely,
	policies: (facts) => decide(compiled, facts).score,
	traced: (facts) => {
		const decided = decide(compiled, facts);
		return tracesOf(decided).length === policies ? decided.score : Number.NaN;
	},
};

export const evaluationRoutes = new Hono<{ Bindings: Bindings }>();
/** The sum is answered, so that nothing can be left out. It is the same whatever the way. */
evaluationRoutes.post("/bench/evaluate/:way/:count", (c) => {
	const evaluate = ways[c.req.param("way")]!;
	let sum = 0;
	for (let turn = 0; turn < Number(c.req.param("count")); turn++) sum += evaluate(given[turn % given.length]!);
	return c.json({ sum });
});
