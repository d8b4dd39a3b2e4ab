import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { challengeTypes, checkpoints } from "../../../src/policies/challenge/checkpoints";
import type { Facts } from "../../../src/policies/challenge/facts";
import { decisionOf, policyOf, ruleOf } from "./policies";

const blocking = (checkpoint: string) => policyOf({ checkpoint, rules: [ruleOf({ actionGroup: "BLOCK" })] });

const allowed: Facts = {
	isTemporarilyAllowed: true,
	accountStatus: "ACTIVE",
	availableTypes: ["ChallengeEmail", "ChallengeToken"],
	riskClass: "LOW",
};

const decided = (checkpoint: string, facts: Facts) => {
	const { action, reason, challengeTypes: types } = decisionOf([blocking(checkpoint)], facts);
	return { action, reason, types };
};
const blocked = { action: "BLOCK", reason: null, types: [] };

describe("a temporary allow", () => {
	it.each([["POST_AUTHENTICATION"], ["CHALLENGE"]])(
		"makes BLOCK a challenge by all that there is: %s",
		(checkpoint) => {
			expect(decided(checkpoint, allowed)).toEqual({
				action: "CHALLENGE",
				reason: "temporary_allow",
				types: ["ChallengeEmail", "ChallengeToken"],
			});
			expect(decided(checkpoint, { ...allowed, accountStatus: "PROVISIONED" }).action).toBe("CHALLENGE");
		},
	);

	it.each([["PRE_AUTHENTICATION"], ["REGISTRATION"], ["PREFERENCES"], ["DEVICE"], ["AUTHENTIPAD"]])(
		"changes nothing elsewhere: %s",
		(checkpoint) => {
			expect(decided(checkpoint, allowed)).toEqual(blocked);
		},
	);

	it.each([["SUSPENDED"], ["STAGED"], ["DEPROVISIONED"], [undefined]])(
		"is nothing for a user who may not sign in, or of whom it isn't known: %s",
		(accountStatus) => {
			const { accountStatus: _, ...unknown } = allowed;
			const facts = accountStatus === undefined ? unknown : { ...allowed, accountStatus };
			for (const checkpoint of ["POST_AUTHENTICATION", "CHALLENGE"])
				expect(decided(checkpoint, facts)).toEqual(blocked);
		},
	);

	it("leaves the block where there is nothing to be challenged by, and lets nobody register instead", () => {
		for (const facts of [
			{ ...allowed, availableTypes: [], isUnregistered: true },
			{ ...allowed, availableTypes: undefined as never, isUnregistered: true },
		]) {
			for (const checkpoint of ["POST_AUTHENTICATION", "CHALLENGE"])
				expect(decided(checkpoint, facts)).toEqual(blocked);
		}
	});

	it("never makes a decision milder than a challenge, and changes no decision but BLOCK", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...checkpoints),
				fc.constantFrom("BLOCK", "CHALLENGE", "ChallengeSMS", "REGISTER", "REGISTRATION_REQUIRED", "ALLOW"),
				fc.subarray([...challengeTypes]),
				fc.constantFrom("ACTIVE", "PROVISIONED", "SUSPENDED"),
				fc.boolean(),
				(checkpoint, actionGroup, availableTypes, accountStatus, isUnregistered) => {
					const policy = policyOf({ checkpoint, rules: [ruleOf({ actionGroup })] });
					const facts: Facts = { availableTypes, accountStatus, isUnregistered, riskClass: "LOW" };
					const before = decisionOf([policy], facts);
					const after = decisionOf([policy], { ...facts, isTemporarilyAllowed: true });
					if (after.action === before.action) return;
					expect([before.action, after.action]).toEqual(["BLOCK", "CHALLENGE"]);
					expect(after.challengeTypes).toEqual(availableTypes);
					expect(availableTypes).not.toEqual([]);
				},
			),
		);
	});
});
