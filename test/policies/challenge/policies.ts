// Challenge policies for tests: as data for what is pure, and made through the API.
import { compileCheckpoint, type Policy } from "../../../src/policies/challenge/compile";
import { type Decided, decide } from "../../../src/policies/challenge/decide";
import type { Facts } from "../../../src/policies/challenge/facts";
import type { ListContent } from "../../../src/policies/challenge/lists/matching";
import { ChallengePolicyInput } from "../../../src/policies/challenge/schema";
import { PolicySet } from "../../../src/policies/challenge/sets/schema";
import { unique, type World } from "../../support/world";

export const policiesPath = "/api/v1/challenge-policies";
export const listsPath = "/api/v1/challenge-lists";
export const setsPath = "/api/v1/challenge-policy-sets";

let number = 0;

/** The parts that a test doesn't name have the defaults of the API. */
export function policyOf(parts: Record<string, unknown> = {}): Policy {
	number += 1;
	const { id, status, ...input } = { id: `p${number}`, status: "ACTIVE" as const, name: `policy ${number}`, ...parts };
	return { ...ChallengePolicyInput.parse(input), id: String(id), status } as unknown as Policy;
}

export const ruleOf = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
	name: "rule",
	conditions: [{ condition: "always" }],
	...parts,
});

/** True exactly when the fact `isNewDevice` is. */
export const whenNew = [{ condition: "device-new-for-user" }];

interface Surroundings {
	set?: Record<string, unknown>;
	lists?: Record<string, ListContent>;
}

export const compiledOf = (policies: readonly Policy[], { set = {}, lists = {} }: Surroundings = {}) =>
	compileCheckpoint(
		{ policies, lists: new Map(Object.entries(lists)) },
		PolicySet.parse({ checkpoint: policies[0]?.checkpoint ?? "PRE_AUTHENTICATION", ...set }),
	);

export const decisionOf = (policies: readonly Policy[], facts: Facts = {}, surroundings: Surroundings = {}): Decided =>
	decide(compiledOf(policies, surroundings), facts);

export async function createPolicy(world: World, parts: Record<string, unknown> = {}, query = "") {
	const answer = await world.call("POST", policiesPath + query, { name: unique("Policy"), ...parts });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${policiesPath}/${answer.body.id}`, body: answer.body };
}

export async function createList(world: World, parts: Record<string, unknown>) {
	const answer = await world.call("POST", listsPath, { name: unique("List"), ...parts });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${listsPath}/${answer.body.id}`, body: answer.body };
}

/** Tests of a file share one database, so a test of a checkpoint first removes every policy. */
export async function removeAllPolicies(world: World): Promise<void> {
	for (;;) {
		const { body } = await world.call("GET", `${policiesPath}?limit=200`);
		if (body.length === 0) return;
		// One that others run goes after them.
		for (const { id } of body) await world.call("DELETE", `${policiesPath}/${id}`);
	}
}
