import { beforeAll, describe, expect, it } from "vitest";
import type { Policy } from "../../../src/policies/challenge/compile";
import { compileCheckpoint } from "../../../src/policies/challenge/compile";
import { decide } from "../../../src/policies/challenge/decide";
import type { Facts } from "../../../src/policies/challenge/facts";
import type { ListContent } from "../../../src/policies/challenge/lists/matching";
import { PolicySet } from "../../../src/policies/challenge/sets/schema";
import { createWorld, type World } from "../../support/world";
import { listsPath, policiesPath } from "./policies";

let world: World;
let policies: (Policy & { id: string })[];
let lists: ({ id: string } & ListContent)[];
beforeAll(async () => {
	world = await createWorld();
	policies = (await world.call("GET", `${policiesPath}?limit=200`)).body;
	lists = (await world.call("GET", `${listsPath}?limit=100`)).body;
});

const byName = (name: string) => policies.find((policy) => policy.name === name)!;

/** The decision of one shipped policy alone, switched on, where some lists have values. */
function decisionOf(name: string, facts: Facts, values: Record<string, string[]> = {}) {
	const policy = { ...byName(name), status: "ACTIVE" as const };
	const filled = lists.map((list) => [list.id, { ...list, values: values[list.kind] ?? [] } as ListContent] as const);
	const rulebook = { policies: [policy], lists: new Map(filled) };
	return decide(compileCheckpoint(rulebook, PolicySet.parse({ checkpoint: policy.checkpoint })), facts);
}

describe("shipped policies", () => {
	it("are a modest one that is on, and strict ones that are off", () => {
		expect(policies.map(({ name, status }) => [name, status]).sort()).toEqual([
			["New device or failures", "ACTIVE"],
			["Strict: after the password", "INACTIVE"],
			["Strict: before the password", "INACTIVE"],
			["Strict: challenge type", "INACTIVE"],
			["Strict: input device", "INACTIVE"],
			["Strict: registration", "INACTIVE"],
		]);
	});

	it("are what the API takes, to the letter", async () => {
		for (const policy of policies) {
			const saved = await world.call("PUT", `${policiesPath}/${policy.id}`, policy);
			expect([saved.status, { ...saved.body, lastUpdated: "" }]).toEqual([200, { ...policy, lastUpdated: "" }]);
		}
		for (const list of lists) expect((await world.call("PUT", `${listsPath}/${list.id}`, list)).status).toBe(200);
	});

	it("have every rule about images switched off", () => {
		const rules = policies.flatMap((policy) => policy.rules);
		const about = rules.filter(({ conditions }) =>
			conditions.some(({ condition }) => condition === "user-image-assigned"),
		);
		expect(about.map(({ status }) => status)).toEqual(["INACTIVE", "INACTIVE"]);
	});

	it.each([
		["COUNTRIES", ["KP"], { country: "KP" }],
		["ADDRESSES", ["203.0.113.0/24"], { ipAddress: "203.0.113.9" }],
		["ASNS", ["64496"], { asn: 64_496 }],
		["USER_AGENTS", ["curl/"], { userAgent: "curl/8" }],
		["DEVICES", ["hash"], { device: "hash" }],
		["USERS", ["00u1"], { userId: "00u1" }],
	] as const)("block what the list of %s names", (kind, values, facts) => {
		const name = "Strict: before the password";
		expect(decisionOf(name, facts, { [kind]: [...values] })).toMatchObject({ action: "BLOCK", score: 1000 });
		expect(decisionOf(name, facts).action).toBe("ALLOW");
	});

	const all = ["ChallengeSMS", "ChallengeEmail", "ChallengeQuestion"] as const;
	const failures = (sms: number, email: number, question: number): Facts => ({
		otpFailures: { ChallengeSMS: sms, ChallengeEmail: email },
		questionFailures: question,
	});
	const person: Facts = { availableTypes: all, hasQuestions: true, riskClass: "LOW" };

	it.each<[expected: string, facts: Facts]>([
		["ChallengeSMS", { ...person, ...failures(2, 0, 0) }],
		["ChallengeEmail", { ...person, ...failures(3, 2, 0) }],
		["ChallengeQuestion", { ...person, ...failures(3, 3, 2) }],
		["BLOCK", { ...person, ...failures(3, 3, 3) }],
		["BLOCK", { ...person, ...failures(3, 3, 0), riskClass: "HIGH" }],
		["BLOCK", { ...person, riskClass: "LOW" }],
		["ChallengeEmail", { ...person, ...failures(0, 0, 0), availableTypes: ["ChallengeEmail"] }],
		[
			"REGISTER",
			{ ...failures(0, 0, 0), availableTypes: [], hasQuestions: false, riskClass: "LOW", isUnregistered: true },
		],
		[
			"BLOCK",
			{ ...failures(0, 0, 0), availableTypes: [], hasQuestions: false, riskClass: "HIGH", isUnregistered: true },
		],
	])("come to %s at the challenge", (expected, facts) => {
		expect(decisionOf("Strict: challenge type", facts).action).toBe(expected);
	});

	it.each<[name: string, expected: string, facts: Facts]>([
		["New device or failures", "ALLOW", {}],
		["New device or failures", "ALLOW", { isNewDevice: false, otpFailures: { ChallengeSMS: 2 } }],
		["New device or failures", "CHALLENGE", { isNewDevice: true, availableTypes: all }],
		["New device or failures", "CHALLENGE", { otpFailures: { ChallengeToken: 3 }, availableTypes: all }],
		["Strict: input device", "HTML_PAD", { userAgent: "Mobile", hasRequiredInfo: false }],
		["Strict: input device", "TEXT_PAD", { userAgent: "Firefox", hasRequiredInfo: false }],
		["Strict: registration", "REGISTER", { accountStatus: "PROVISIONED", hasQuestions: false }],
		["Strict: registration", "REGISTER_QUESTIONS", { accountStatus: "ACTIVE", hasQuestions: false }],
		["Strict: registration", "REGISTER_USER_INFO", { hasQuestions: true, hasRequiredInfo: false }],
		["Strict: registration", "REGISTRATION_REQUIRED", { counts: { "actions REGISTER_OPTIONAL any 300": 4 } }],
		["Strict: registration", "ALLOW", { accountStatus: "ACTIVE", hasQuestions: true, hasRequiredInfo: true }],
		["Strict: after the password", "BLOCK", { counts: { "users-of-device 3600": 5 } }],
		["Strict: after the password", "CHALLENGE", { velocity: 501, availableTypes: all }],
	])("%s comes to %s", (name, expected, facts) => {
		expect(decisionOf(name, facts).action).toBe(expected);
	});
});
