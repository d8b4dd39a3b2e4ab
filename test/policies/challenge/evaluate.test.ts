import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actions, challengeTypes } from "../../../src/policies/challenge/checkpoints";
import type { Policy } from "../../../src/policies/challenge/compile";
import { decide } from "../../../src/policies/challenge/decide";
import { tracesOf } from "../../../src/policies/challenge/explain";
import type { Facts } from "../../../src/policies/challenge/facts";
import { engines } from "../../../src/policies/challenge/score";
import { compiledOf, decisionOf, policyOf, ruleOf, whenNew } from "./policies";
import { decideSlowly, findRule } from "./reference";

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const group = fc.constantFrom("g1", "g2");

const facts: fc.Arbitrary<Facts> = fc
	.record({
		isNewDevice: maybe(fc.boolean()),
		isRegisteredDevice: maybe(fc.boolean()),
		riskClass: maybe(fc.constantFrom("LOW", "HIGH")),
		deviceRisk: maybe(fc.constantFrom(0, 500, 1000)),
		groupIds: maybe(fc.subarray(["g1", "g2"])),
		isUnregistered: maybe(fc.boolean()),
		availableTypes: maybe(fc.subarray([...challengeTypes])),
	})
	.map((given) => given as Facts);

/** Making policies takes most of the time, so each of them is asked about several facts. */
const cases = 10_000;
const factsPerCase = 5;
const situations = fc.array(facts, { minLength: factsPerCase, maxLength: factsPerCase });

const use = fc.record({
	condition: fc.constantFrom("device-new-for-user", "device-registered", "always"),
	parameters: fc.constant({}),
	is: fc.boolean(),
	valueOnError: fc.boolean(),
});
const result = {
	actionGroup: fc.option(fc.constantFrom(...actions), { nil: null }),
	score: fc.integer({ min: 0, max: 1000 }),
};
const names = ["a", "b", "c", "d"];

function policy(index: number): fc.Arbitrary<Policy> {
	const nested = index === 0 ? fc.constant(null) : fc.option(fc.integer({ min: 0, max: index - 1 }), { nil: null });
	const rule = fc.record({
		conditions: fc.array(use, { minLength: 1, maxLength: 3 }),
		runs: nested,
		status: fc.constantFrom("ACTIVE", "ACTIVE", "INACTIVE"),
		weight: fc.integer({ min: 0, max: 100 }),
		excludedGroupId: fc.option(group, { nil: null }),
		deviceRisk: fc.option(fc.constant({ minimum: 400, maximum: 700 }), { nil: null }),
		...result,
	});
	return fc
		.record({
			rules: fc.array(rule, { minLength: 1, maxLength: names.length }),
			rows: fc.array(
				fc.record({
					cells: fc.array(fc.constantFrom("TRUE", "FALSE", "ANY"), { minLength: 4, maxLength: 4 }),
					nested,
					...result,
				}),
				{ maxLength: 4 },
			),
			engine: fc.constantFrom(...engines),
			weight: fc.integer({ min: 0, max: 100 }),
			status: fc.constantFrom("ACTIVE", "ACTIVE", "ACTIVE", "INACTIVE"),
			groupIds: fc.option(fc.subarray(["g1", "g2"]), { nil: null }),
		})
		.map(({ rules, rows, ...fields }) => ({
			...fields,
			id: `n${index}`,
			name: `n${index}`,
			rules: rules.map(({ conditions, runs, excludedGroupId, deviceRisk, ...parts }, place) => ({
				name: names[place],
				preconditions: { excludedGroupId, deviceRisk },
				conditions: [
					...conditions,
					...(runs === null ? [] : [{ condition: "system-evaluate-policy", parameters: { policyId: `n${runs}` } }]),
				].map((one) => ({ is: true, valueOnError: false, ...one })),
				alertGroup: null,
				...parts,
			})),
			combinations: rows.map(({ cells, nested: inner, ...parts }) => ({
				rules: Object.fromEntries(rules.map((_, place) => [names[place], cells[place]])),
				policyId: inner === null ? null : `n${inner}`,
				alertGroup: null,
				...parts,
			})),
		})) as unknown as fc.Arbitrary<Policy>;
}

const policies = fc
	.tuple(fc.tuple(policy(0), policy(1), policy(2)), fc.constantFrom("POST_AUTHENTICATION", "CHALLENGE", "REGISTRATION"))
	.map(([list, checkpoint]) => list.map((one) => ({ ...one, checkpoint }) as Policy));

describe("evaluation", () => {
	it("decides as the slow second implementation does", () => {
		fc.assert(
			fc.property(policies, fc.constantFrom(...engines), situations, (list, engine, all) => {
				const compiled = compiledOf(list, { set: { engine } });
				for (const given of all) {
					const { action, score, challengeTypes: types } = decide(compiled, given);
					expect({ action, score, types }).toEqual(decideSlowly(list, engine, given));
				}
			}),
			{ numRuns: cases / factsPerCase },
		);
	});

	it("says in its trace what came of each rule, also after other decisions by the same policies", () => {
		fc.assert(
			fc.property(policies, situations, (list, all) => {
				const compiled = compiledOf(list);
				for (const given of all) {
					for (const { policyId, rules } of tracesOf(decide(compiled, given))) {
						const policy = list.find(({ id }) => id === policyId)!;
						if (policy.status === "INACTIVE") continue;
						for (const [place, trace] of rules.entries()) {
							const rule = policy.rules[place]!;
							const { isTrue, isGuess } = findRule(rule, given, list);
							const [last] = trace.conditions.slice(-1);
							expect(trace.rule).toBe(rule.name);
							expect(trace.result === "TRUE").toBe(isTrue);
							expect(trace.conditions).toHaveLength(
								trace.conditions.filter(({ holds }) => holds).length + (isTrue || trace.result === "NOT_RUN" ? 0 : 1),
							);
							if (!isTrue && last) expect(last.isUnknown).toBe(isGuess);
						}
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	it("asks a question once, however many rules and policies have it", () => {
		const conditions = [{ condition: "device-user-agent-contains", parameters: { text: "x" } }, ...whenNew];
		const rules = Array.from({ length: 20 }, (_, place) => ruleOf({ name: `rule ${place}`, conditions }));
		let asked = 0;
		const userAgent = {
			toLowerCase() {
				asked += 1;
				return "x";
			},
		} as unknown as string;
		expect(decisionOf([policyOf({ rules }), policyOf({ rules })], { userAgent }).action).toBe("ALLOW");
		expect(asked).toBe(1);
	});

	it("allows when there are no policies, and when no rule is true", () => {
		expect(decisionOf([])).toMatchObject({ action: "ALLOW", actionGroup: null, score: 0, riskClass: "LOW" });
		const silent = policyOf({ rules: [ruleOf({ conditions: whenNew, actionGroup: "BLOCK", score: 900 })] });
		expect(decisionOf([silent], { isNewDevice: false })).toMatchObject({ action: "ALLOW", score: 0 });
	});

	it("takes the first combination that matches in place of what the rules ask for, and adds its alerts", () => {
		const alert = (text: string) =>
			({ kind: "ALERT_GROUP", values: [{ level: "HIGH", type: "fraud", text }] }) as const;
		const lists = { first: alert("first"), second: alert("second") };
		const policy = policyOf({
			rules: [ruleOf({ name: "new", conditions: whenNew, actionGroup: "BLOCK", alertGroup: "first", score: 700 })],
			combinations: [
				{ rules: { new: "FALSE" }, actionGroup: "BLOCK" },
				{ rules: { new: "TRUE" }, actionGroup: "REGISTER", alertGroup: "second", score: 20 },
				{ rules: { new: "ANY" }, actionGroup: "BLOCK" },
			],
		});
		const decided = decisionOf([policy], { isNewDevice: true }, { lists });
		expect(decided).toMatchObject({ action: "REGISTER", score: 20 });
		expect(decided.alerts.map(({ text }) => text)).toEqual(["first", "second"]);
	});

	it("runs a nested policy for everybody, whatever groups it holds", () => {
		const inner = policyOf({ groupIds: [], rules: [ruleOf({ actionGroup: "REGISTER", score: 300 })] });
		const outer = policyOf({ rules: [ruleOf()], combinations: [{ rules: { rule: "TRUE" }, policyId: inner.id }] });
		expect(decisionOf([inner, outer])).toMatchObject({ action: "REGISTER", score: 300 });
		expect(decisionOf([inner])).toMatchObject({ action: "ALLOW", score: 0 });
	});

	it("holds a policy of groups for members only, and not where the groups aren't known", () => {
		const policy = policyOf({ groupIds: ["g1"], rules: [ruleOf({ actionGroup: "BLOCK" })] });
		expect(decisionOf([policy], { groupIds: ["g1", "g2"] }).action).toBe("BLOCK");
		expect(decisionOf([policy], { groupIds: ["g2"] }).action).toBe("ALLOW");
		expect(decisionOf([policy]).action).toBe("ALLOW");
	});
});

describe("overrides", () => {
	const block = policyOf({ rules: [ruleOf({ actionGroup: "BLOCK", score: 800 })] });

	it("replace the actions where the final score is in their range, the first of them", () => {
		const scoreOverrides = [
			{ minimum: 801, maximum: 1000, actionGroup: "REGISTER" },
			{ minimum: 800, maximum: 800, actionGroup: "REGISTER_OPTIONAL" },
			{ minimum: 0, maximum: 1000, actionGroup: "ALLOW" },
		];
		const decided = decisionOf([block], {}, { set: { scoreOverrides } });
		expect(decided).toMatchObject({ action: "REGISTER_OPTIONAL", actionGroup: "REGISTER_OPTIONAL", scoreOverride: 1 });
	});

	it.each([
		[true, 2, "BLOCK"],
		[true, 3, "ALLOW"],
		[true, undefined, "BLOCK"],
		[false, 3, "BLOCK"],
	])("of actions are allowed %s, and after %s blocks the action is %s", (allowActionOverrides, count, action) => {
		const actionOverrides = [{ from: "BLOCK", to: "ALLOW", count: 3, seconds: 60 }];
		const counts = count === undefined ? undefined : { "actions BLOCK PRE_AUTHENTICATION 60": count };
		const given = { ...(counts ? { counts } : {}) };
		expect(decisionOf([block], given, { set: { allowActionOverrides, actionOverrides } }).action).toBe(action);
	});
});

describe("a challenge", () => {
	const ask = (action: string, checkpoint = "POST_AUTHENTICATION", score = 0) =>
		policyOf({ checkpoint, rules: [ruleOf({ actionGroup: action, score })] });

	it("offers only what the user has registered", () => {
		const types = ["ChallengeEmail", "ChallengeToken"] as const;
		expect(decisionOf([ask("CHALLENGE")], { availableTypes: types })).toMatchObject({
			action: "CHALLENGE",
			challengeTypes: types,
		});
		const both = [ask("ChallengeSMS"), ask("ChallengeEmail")];
		expect(decisionOf(both, { availableTypes: types })).toMatchObject({
			action: "ChallengeEmail",
			challengeTypes: ["ChallengeEmail"],
		});
	});

	it.each([
		["nobody knows what is registered", "POST_AUTHENTICATION", {}, 0, "BLOCK"],
		["the user has registered before", "POST_AUTHENTICATION", { isUnregistered: false }, 0, "BLOCK"],
		["the user never registered", "POST_AUTHENTICATION", { isUnregistered: true }, 700, "REGISTER"],
		["the risk is High", "POST_AUTHENTICATION", { isUnregistered: true }, 701, "BLOCK"],
		["the risk was High", "CHALLENGE", { isUnregistered: true, riskClass: "HIGH" }, 0, "BLOCK"],
		["the risk isn't known", "CHALLENGE", { isUnregistered: true }, 0, "BLOCK"],
		["the risk was Low", "CHALLENGE", { isUnregistered: true, riskClass: "LOW" }, 0, "REGISTER"],
	] as const)("without a type to offer never becomes ALLOW: %s", (_, checkpoint, given, score, action) => {
		for (const asked of ["CHALLENGE", "ChallengeSMS"]) {
			const decided = decisionOf([ask(asked, checkpoint, score)], { availableTypes: [], ...given });
			expect(decided).toMatchObject({ action, reason: "no_method", challengeTypes: [] });
		}
	});

	it("offers nothing because of an unknown fact", () => {
		const failures = { condition: "user-otp-failures", parameters: { challengeType: "ChallengeSMS" } };
		const policy = policyOf({
			checkpoint: "CHALLENGE",
			rules: [ruleOf({ name: "failed", conditions: [failures] })],
			combinations: [{ rules: { failed: "FALSE" }, actionGroup: "ChallengeSMS" }],
		});
		const availableTypes = ["ChallengeSMS"] as const;
		expect(decisionOf([policy], { availableTypes, otpFailures: { ChallengeSMS: 2 } }).action).toBe("ChallengeSMS");
		expect(decisionOf([policy], { availableTypes, otpFailures: { ChallengeSMS: 3 } }).reason).toBe("no_method");
		expect(decisionOf([policy], { availableTypes })).toMatchObject({ action: "BLOCK", reason: "no_method" });
		const guessing = policyOf({
			checkpoint: "CHALLENGE",
			rules: [ruleOf({ conditions: [{ ...failures, valueOnError: true }], actionGroup: "ChallengeSMS" })],
		});
		expect(decisionOf([guessing], { availableTypes })).toMatchObject({ action: "BLOCK", reason: "no_method" });
	});
});
