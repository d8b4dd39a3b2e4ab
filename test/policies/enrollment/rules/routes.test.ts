import { describe, expect, it } from "vitest";
import { eventsAbout } from "../../../providers/accounts/accounts";
import { createUser } from "../../../support/otp-tokens";
import { createWorld, unique, type World } from "../../../support/world";
import { cause, createPolicy, defaultPolicyId, policiesPath } from "../policies";

const ruleInput = (more: Record<string, unknown> = {}) => ({ type: "MFA_ENROLL", name: unique("Rule"), ...more });

const excluding = (...exclude: string[]) => ({ conditions: { people: { users: { exclude } } } });

async function createRule(world: World, policyPath: string, more: Record<string, unknown> = {}, query = "") {
	const answer = await world.call("POST", `${policyPath}/rules${query}`, ruleInput(more));
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${policyPath}/rules/${answer.body.id}`, body: answer.body };
}

const order = async (world: World, policyPath: string): Promise<[string, number][]> =>
	(await world.call("GET", `${policyPath}/rules`)).body.map(({ id, priority }: { id: string; priority: number }) => [
		id,
		priority,
	]);

describe("rules of a policy", () => {
	it("are created as Okta's clients write them, and answered in Okta's shape", async () => {
		const world = await createWorld();
		const { path: policyPath } = await createPolicy(world);
		const user = await createUser(world);
		const conditions = {
			people: { users: { exclude: [user.id] } },
			network: { connection: "ANYWHERE" },
		};
		const input = ruleInput({ status: "ACTIVE", conditions, actions: { enroll: { self: "LOGIN" } } });
		const created = await world.call("POST", `${policyPath}/rules`, input);
		const path = `${policyPath}/rules/${created.body.id}`;
		const self = `https://otp.test${path}`;
		expect(created.body).toEqual({
			...input,
			id: expect.stringMatching(/^0pr[0-9A-Za-z]{17}$/),
			priority: 1,
			system: false,
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: created.body.created,
			_links: {
				self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
			},
		});
		expect((await world.call("GET", path)).body).toEqual(created.body);
		expect((await world.call("GET", `${policyPath}/rules`)).body).toEqual([created.body]);
		expect((await world.call("PUT", path, created.body)).body).toEqual(created.body);
	});

	it("are replaced, switched and deleted, with a log entry for each change and for nothing else", async () => {
		const world = await createWorld();
		const { path: policyPath } = await createPolicy(world);
		const { id, path } = await createRule(world, policyPath, {}, "?activate=false");
		const replaced = await world.call("PUT", path, ruleInput({ actions: { enroll: { self: "NEVER" } } }));
		expect(replaced.body).toMatchObject({ status: "INACTIVE", actions: { enroll: { self: "NEVER" } } });
		for (const verb of ["activate", "activate", "deactivate"]) {
			expect((await world.call("POST", `${path}/lifecycle/${verb}`)).status).toBe(204);
		}
		expect((await world.call("GET", path)).body.status).toBe("INACTIVE");
		expect((await world.call("DELETE", path)).status).toBe(204);
		expect((await world.call("GET", path)).status).toBe(404);
		expect((await eventsAbout(world, id)).types).toEqual([
			"policy.rule.add",
			"policy.rule.update",
			"policy.rule.activate",
			"policy.rule.deactivate",
			"policy.rule.delete",
		]);
	});

	it("have an order of their own in each policy, also after 20 creations and moves at once", async () => {
		const world = await createWorld();
		const [one, other] = [await createPolicy(world), await createPolicy(world)];
		const first = await createRule(world, one.path);
		const only = await createRule(world, other.path);
		await Promise.all([
			...Array.from({ length: 20 }, (_, index) => createRule(world, one.path, { priority: (index % 5) + 1 })),
			...Array.from({ length: 20 }, (_, index) =>
				world.call("PUT", first.path, ruleInput({ priority: (index % 9) + 1 })),
			),
		]);
		const priorities = (await order(world, one.path)).map(([, priority]) => priority);
		expect(priorities).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
		expect(await order(world, other.path)).toEqual([[only.id, 1]]);
	});

	it("go with their policy, and an excluded user goes when deleted", async () => {
		const world = await createWorld();
		const policy = await createPolicy(world);
		const user = await createUser(world);
		const { path } = await createRule(world, policy.path, excluding(user.id));
		for (let calls = 0; calls < 2; calls++) await world.call("DELETE", `/api/v1/users/${user.id}`);
		expect((await world.call("GET", path)).body.conditions.people.users.exclude).toEqual([]);
		await world.call("DELETE", policy.path);
		expect((await world.call("GET", path)).status).toBe(404);
	});

	it("are refused, and never half made, when what they name is deleted at the same time", async () => {
		const world = await createWorld();
		for (let round = 0; round < 10; round++) {
			const policy = await createPolicy(world);
			const user = await createUser(world);
			await world.call("DELETE", `/api/v1/users/${user.id}`);
			const [, made] = await Promise.all([
				world.call("DELETE", round % 2 === 0 ? policy.path : `/api/v1/users/${user.id}`),
				world.call("POST", `${policy.path}/rules`, ruleInput(excluding(user.id))),
			]);
			expect([200, round % 2 === 0 ? 404 : 400]).toContain(made.status);
		}
	});

	it("of another policy aren't found, and aren't changed", async () => {
		const world = await createWorld();
		const [one, other] = [await createPolicy(world), await createPolicy(world)];
		const { id, path, body } = await createRule(world, one.path);
		const wrong = `${other.path}/rules/${id}`;
		for (const refused of [
			await world.call("GET", wrong),
			await world.call("PUT", wrong, ruleInput()),
			await world.call("DELETE", wrong),
			await world.call("POST", `${wrong}/lifecycle/deactivate`),
			await world.call("GET", `${policiesPath}/00pNobody00000000000/rules`),
			await world.call("POST", `${policiesPath}/00pNobody00000000000/rules`, ruleInput()),
		]) {
			expect([refused.status, refused.body.errorCode]).toEqual([404, "E0000007"]);
		}
		expect((await world.call("GET", path)).body).toEqual(body);
	});

	it.each<[string, Record<string, unknown>]>([
		["type", { type: "PASSWORD" }],
		["name", { name: undefined }],
		["priority", { priority: "first" }],
		["conditions.people.users.exclude.0", excluding("00uNobody00000000000")],
		["conditions.people", { conditions: { people: { groups: { include: [] } } } }],
		["conditions.network.connection", { conditions: { network: { connection: "ZONE" } } }],
		["conditions.network", { conditions: { network: { include: ["ALL_ZONES"] } } }],
		["actions.enroll.self", { actions: { enroll: { self: "SOMETIMES" } } }],
		["body", { policyId: "00pNobody00000000000" }],
	])("are refused with a wrong %s: %j", async (field, wrong) => {
		const world = await createWorld();
		const policy = await createPolicy(world);
		const { path, body } = await createRule(world, policy.path);
		for (const [method, target] of [
			["POST", `${policy.path}/rules`],
			["PUT", path],
		] as const) {
			const refused = await world.call(method, target, ruleInput(wrong));
			expect([refused.status, cause(refused).split(": ")[0]]).toEqual([400, field]);
		}
		expect((await world.call("GET", `${policy.path}/rules`)).body).toEqual([body]);
	});

	it("have names that no other rule of the policy has", async () => {
		const world = await createWorld();
		const [one, other] = [await createPolicy(world), await createPolicy(world)];
		const { body } = await createRule(world, one.path);
		const same = { name: body.name.toUpperCase() };
		const refused = await world.call("POST", `${one.path}/rules`, ruleInput(same));
		expect([refused.status, cause(refused).split(": ")[0]]).toEqual([400, "name"]);
		expect((await createRule(world, other.path, same)).body.priority).toBe(1);
	});
});

describe("the default rule", () => {
	it("stays as it is, and is the last", async () => {
		const world = await createWorld();
		const policyPath = `${policiesPath}/${defaultPolicyId}`;
		const [rule] = (await world.call("GET", `${policyPath}/rules`)).body;
		expect(rule).toMatchObject({ name: "Default Rule", system: true, priority: 1, status: "ACTIVE" });
		const path = `${policyPath}/rules/${rule.id}`;
		for (const refused of [
			await world.call("PUT", path, rule),
			await world.call("DELETE", path),
			await world.call("POST", `${path}/lifecycle/deactivate`),
		]) {
			expect([refused.status, cause(refused).split(": ")[0]]).toEqual([400, "system"]);
		}
		const added = await createRule(world, policyPath, { priority: 9 });
		expect(await order(world, policyPath)).toEqual([
			[added.id, 1],
			[rule.id, 2],
		]);
		await world.call("DELETE", added.path);
		expect((await world.call("GET", path)).body).toEqual(rule);
	});
});
