import { describe, expect, it } from "vitest";
import { createWorld, unique, type World } from "../support/world";
import { countEvents, newUser, walkPages } from "../users/people";

const everyone = "00gEveryone000000000";
const idsIn = (items: { id: string }[]) => items.map((item) => item.id);

async function newGroup(world: World): Promise<string> {
	return (await world.call("POST", "/api/v1/groups", { profile: { name: unique("Members") } })).body.id;
}

describe("membership", () => {
	it("is given and taken, each logged once however often it is asked for", async () => {
		const world = await createWorld();
		const [group, user] = [await newGroup(world), await newUser(world)];
		const path = `/api/v1/groups/${group}/users/${user.id}`;
		const members = async () => idsIn((await world.call("GET", `/api/v1/groups/${group}/users`)).body);
		const changedAt = async () => (await world.call("GET", `/api/v1/groups/${group}`)).body.lastMembershipUpdated;
		world.clock.now += 1000;
		const joined = new Date(world.clock.now).toISOString();
		const added = await Promise.all(Array.from({ length: 5 }, () => world.call("PUT", path)));
		expect(added.map((answer) => answer.status)).toEqual(Array(5).fill(204));
		expect(await members()).toEqual([user.id]);
		world.clock.now += 1000;
		await world.call("PUT", path);
		expect(await changedAt()).toBe(joined);
		for (let time = 0; time < 2; time++) expect((await world.call("DELETE", path)).status).toBe(204);
		expect(await members()).toEqual([]);
		expect(await changedAt()).toBe(new Date(world.clock.now).toISOString());
		expect(await countEvents(world, "group.user_membership.add", group)).toBe(1);
		expect(await countEvents(world, "group.user_membership.remove", user.id)).toBe(1);
	});

	it("names what is missing when there is no such group or user", async () => {
		const world = await createWorld();
		const [group, user] = [await newGroup(world), await newUser(world)];
		for (const method of ["PUT", "DELETE"]) {
			const noGroup = await world.call(method, `/api/v1/groups/00gNobody/users/${user.id}`);
			expect([noGroup.status, noGroup.body.errorSummary]).toEqual([
				404,
				"Not found: Resource not found: 00gNobody (UserGroup)",
			]);
			const noUser = await world.call(method, `/api/v1/groups/${group}/users/00uNobody`);
			expect([noUser.status, noUser.body.errorSummary]).toEqual([
				404,
				"Not found: Resource not found: 00uNobody (User)",
			]);
		}
		expect((await world.call("GET", "/api/v1/groups/00gNobody/users")).status).toBe(404);
		expect((await world.call("GET", "/api/v1/users/00uNobody/groups")).status).toBe(404);
	});

	it("ends with the group and with the user", async () => {
		const world = await createWorld();
		const [stays, goes] = [await newGroup(world), await newGroup(world)];
		const user = await newUser(world);
		for (const group of [stays, goes]) await world.call("PUT", `/api/v1/groups/${group}/users/${user.id}`);
		await world.call("DELETE", `/api/v1/groups/${goes}`);
		expect(idsIn((await world.call("GET", `/api/v1/users/${user.id}/groups`)).body)).toEqual([everyone, stays]);
		for (let time = 0; time < 2; time++) await world.call("DELETE", `/api/v1/users/${user.id}`);
		expect((await world.call("GET", `/api/v1/groups/${stays}/users`)).body).toEqual([]);
	});

	it("ends in 204 or 404, never in a failure, when the group is deleted at the same time", async () => {
		const world = await createWorld();
		const user = await newUser(world);
		const groups = await Promise.all(Array.from({ length: 5 }, () => newGroup(world)));
		const answers = await Promise.all(
			groups.flatMap((group) => [
				world.call("PUT", `/api/v1/groups/${group}/users/${user.id}`),
				world.call("DELETE", `/api/v1/groups/${group}`),
			]),
		);
		expect(answers.every(({ status }) => status === 204 || status === 404)).toBe(true);
		expect(idsIn((await world.call("GET", `/api/v1/users/${user.id}/groups`)).body)).toEqual([everyone]);
	});

	it("is listed in pages from both sides, the group of everyone first", async () => {
		const world = await createWorld();
		const groups = [];
		for (let index = 0; index < 3; index++) groups.push(await newGroup(world));
		const user = await newUser(world, {}, "");
		const others = await Promise.all([newUser(world), newUser(world)]);
		for (const group of groups) await world.call("PUT", `/api/v1/groups/${group}/users/${user.id}`);
		for (const other of others) await world.call("PUT", `/api/v1/groups/${groups[0]}/users/${other.id}`);
		for (const limit of [1, 2, 3, 10]) {
			const ofUser = idsIn(await walkPages(world, `/api/v1/users/${user.id}/groups?limit=${limit}`));
			expect(ofUser).toEqual([everyone, ...groups.toSorted()]);
			const members = idsIn(await walkPages(world, `/api/v1/groups/${groups[0]}/users?limit=${limit}`));
			expect(members).toEqual([user.id, ...idsIn(others)].toSorted());
		}
	});
});

describe("the group of everyone", () => {
	it("holds every user without a row, and its members can't be changed", async () => {
		const world = await createWorld();
		const user = await newUser(world);
		expect(idsIn(await walkPages(world, `/api/v1/groups/${everyone}/users?limit=3`))).toContain(user.id);
		for (const method of ["PUT", "DELETE"]) {
			const refused = await world.call(method, `/api/v1/groups/${everyone}/users/${user.id}`);
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		}
		expect(idsIn((await world.call("GET", `/api/v1/users/${user.id}/groups`)).body)).toEqual([everyone]);
	});
});

describe("a user created with groupIds", () => {
	it("is in those groups at once", async () => {
		const world = await createWorld();
		const groups = [await newGroup(world), await newGroup(world)];
		const user = await world.call("POST", "/api/v1/users", {
			profile: { login: `${unique("eve")}@example.com` },
			groupIds: [...groups, groups[0]],
		});
		expect(user.status).toBe(200);
		expect(idsIn((await world.call("GET", `/api/v1/users/${user.body.id}/groups`)).body)).toEqual([
			everyone,
			...groups.toSorted(),
		]);
		expect(await countEvents(world, "group.user_membership.add", user.body.id)).toBe(2);
	});

	it.each([
		["a group that doesn't exist", ["00gNobody00000000000"], 404, "E0000007"],
		["the group of everyone", [everyone], 400, "E0000001"],
		["something that is no list", "00g", 400, "E0000001"],
		["more than 20 groups", Array(21).fill("00g"), 400, "E0000001"],
	])("isn't created with %s", async (_, groupIds, status, code) => {
		const world = await createWorld();
		const login = `${unique("eve")}@example.com`;
		const refused = await world.call("POST", "/api/v1/users", { profile: { login }, groupIds });
		expect([refused.status, refused.body.errorCode]).toEqual([status, code]);
		expect((await world.call("GET", `/api/v1/users/${login}`)).status).toBe(404);
	});

	it("exists only if its groups do, when those are deleted at the same time", async () => {
		const world = await createWorld();
		const group = await newGroup(world);
		const create = () => {
			const login = `${unique("eve")}@example.com`;
			return world.call("POST", "/api/v1/users", { profile: { login }, groupIds: [group] });
		};
		const [deleted, ...answers] = await Promise.all([
			world.call("DELETE", `/api/v1/groups/${group}`),
			...Array.from({ length: 8 }, create),
		]);
		expect(deleted.status).toBe(204);
		expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
	});
});
