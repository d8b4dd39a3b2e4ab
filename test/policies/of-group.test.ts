import { expect, it } from "vitest";
import { listPoliciesOfGroup } from "../../src/policies/of-group";
import { createWorld, unique } from "../support/world";

it("names the policies whose members or exceptions the group has, and no others", async () => {
	const world = await createWorld();
	const made = async (path: string, body: object) => {
		const answer = await world.call("POST", path, body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body.id as string;
	};
	const [group, other] = [
		await made("/api/v1/groups", { profile: { name: unique("Crew") } }),
		await made("/api/v1/groups", { profile: { name: unique("Crew") } }),
	];
	const enrollment = (groupId: string) =>
		made("/api/v1/policies", {
			type: "MFA_ENROLL",
			name: unique("Policy"),
			conditions: { people: { groups: { include: [groupId] } } },
			settings: { type: "AUTHENTICATORS", authenticators: [] },
		});
	const challenge = (policy: object) =>
		made("/api/v1/challenge-policies", {
			name: unique("Challenge"),
			checkpoint: "PRE_AUTHENTICATION",
			rules: [],
			...policy,
		});
	const found = await enrollment(group);
	await enrollment(other);
	const held = await challenge({ groupIds: [group] });
	await challenge({ groupIds: [other] });
	const policies = await listPoliciesOfGroup(world.ctx, group);
	expect(policies.map(({ kind, id }) => [kind, id])).toEqual([
		["ENROLLMENT", found],
		["CHALLENGE", held],
	]);
});
