import { describe, expect, it } from "vitest";
import { createWorld, unique, type World } from "../support/world";
import { countEvents, walkPages } from "../users/people";

const everyone = "00gEveryone000000000";

// biome-ignore lint/suspicious/noExplicitAny: the answer is looked into by tests
async function newGroup(world: World, name = unique("Group")): Promise<any> {
	const created = await world.call("POST", "/api/v1/groups", { profile: { name, description: "of a test" } });
	if (created.status !== 200) throw new Error(JSON.stringify(created.body));
	return created.body;
}

describe("a group", () => {
	it("is created, read, replaced and deleted", async () => {
		const world = await createWorld();
		const name = unique("Warehouse");
		const group = await newGroup(world, name);
		const at = new Date(world.clock.now).toISOString();
		const path = `/api/v1/groups/${group.id}`;
		expect(group).toEqual({
			id: expect.stringMatching(/^00g[A-Za-z0-9]{17}$/),
			created: at,
			lastUpdated: at,
			lastMembershipUpdated: at,
			objectClass: ["okta:user_group"],
			type: "OKTA_GROUP",
			profile: { name, description: "of a test" },
			_links: { users: { href: `https://otp.test${path}/users` } },
		});
		expect((await world.call("GET", path)).body).toEqual(group);
		world.clock.now += 1000;
		const replaced = await world.call("PUT", path, { profile: { name: `${name}!` } });
		expect(replaced.body.profile).toEqual({ name: `${name}!`, description: null });
		expect(replaced.body.lastUpdated).toBe(new Date(world.clock.now).toISOString());
		expect((await world.call("DELETE", path)).status).toBe(204);
		for (const method of ["GET", "DELETE"]) {
			const missing = await world.call(method, path);
			expect([missing.status, missing.body.errorSummary]).toEqual([
				404,
				`Not found: Resource not found: ${group.id} (UserGroup)`,
			]);
		}
		for (const event of ["group.lifecycle.create", "group.profile.update", "group.lifecycle.delete"]) {
			expect(await countEvents(world, event, group.id)).toBe(1);
		}
	});

	it("has a name no other group has, also when ten requests race for it", async () => {
		const world = await createWorld();
		const name = unique("Race");
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => world.call("POST", "/api/v1/groups", { profile: { name } })),
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(400)]);
		const other = await newGroup(world);
		const taken = await world.call("PUT", `/api/v1/groups/${other.id}`, { profile: { name: name.toLowerCase() } });
		expect(taken.body.errorCauses).toEqual([
			{ errorSummary: "name: An object with this field already exists in the current organization" },
		]);
		expect((await world.call("GET", `/api/v1/groups/${other.id}`)).body).toEqual(other);
	});

	it.each([
		["no name", {}],
		["an empty name", { name: "  " }],
		["a long name", { name: "x".repeat(256) }],
		["a name that is a list", { name: ["x"] }],
		["a line break in the name", { name: "a\nb" }],
		["a long description", { name: "x", description: "x".repeat(1025) }],
		["an unknown attribute", { name: "x", colour: "red" }],
	])("is refused with %s, and nothing changes", async (_, profile) => {
		const world = await createWorld();
		const group = await newGroup(world);
		for (const [method, path] of [
			["POST", "/api/v1/groups"],
			["PUT", `/api/v1/groups/${group.id}`],
		] as const) {
			const refused = await world.call(method, path, { profile });
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		}
		expect((await world.call("GET", `/api/v1/groups/${group.id}`)).body).toEqual(group);
	});

	it("that is built in is neither changed nor deleted", async () => {
		const world = await createWorld();
		const before = (await world.call("GET", `/api/v1/groups/${everyone}`)).body;
		expect(before).toMatchObject({ type: "BUILT_IN", profile: { name: "Everyone" } });
		const replaced = await world.call("PUT", `/api/v1/groups/${everyone}`, { profile: { name: "Nobody" } });
		const deleted = await world.call("DELETE", `/api/v1/groups/${everyone}`);
		expect([replaced.status, deleted.status]).toEqual([400, 400]);
		expect((await world.call("GET", `/api/v1/groups/${everyone}`)).body).toEqual(before);
	});
});

describe("a list of groups", () => {
	it("meets every group exactly once over its pages", async () => {
		const world = await createWorld();
		const created: string[] = [];
		for (let index = 0; index < 5; index++) created.push((await newGroup(world)).id);
		const ids = (await walkPages(world, "/api/v1/groups?limit=2")).map((group) => group.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toEqual(expect.arrayContaining([everyone, ...created]));
	});

	it("is narrowed by q, filter and search", async () => {
		const world = await createWorld();
		const name = unique("Narrow");
		const group = await newGroup(world, `${name} one`);
		const other = await newGroup(world, `Not ${name}`);
		const list = async (parameters: Record<string, string>) =>
			(await world.call("GET", `/api/v1/groups?${new URLSearchParams(parameters)}`)).body.map(
				(found: { id: string }) => found.id,
			);
		expect(await list({ q: name.toUpperCase() })).toEqual([group.id]);
		expect(await list({ search: `profile.name co "${name}"` })).toEqual([group.id, other.id].sort());
		expect(await list({ filter: `type eq "OKTA_GROUP" and id eq "${group.id}"` })).toEqual([group.id]);
		expect(await list({ filter: 'type eq "BUILT_IN"' })).toEqual([everyone]);
	});

	it.each([
		[{ filter: "name eq" }, "E0000053"],
		[{ search: 'constructor eq "x"' }, "E0000031"],
		[{ filter: "type pr", search: "type pr" }, "E0000001"],
		[{ limit: "1001" }, "E0000001"],
		[{ q: "" }, "E0000001"],
	])("refuses %j", async (parameters, code) => {
		const world = await createWorld();
		const refused = await world.call(
			"GET",
			`/api/v1/groups?${new URLSearchParams(parameters as Record<string, string>)}`,
		);
		expect([refused.status, refused.body.errorCode]).toEqual([400, code]);
	});
});
