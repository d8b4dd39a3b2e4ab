import { describe, expect, it } from "vitest";
import { createWorld, unique, type World } from "../support/world";
import { newUser, walkPages } from "./people";

/** The ids that a query lists, in order. */
async function idsOf(world: World, parameters: Record<string, string>): Promise<string[]> {
	const listed = await world.call("GET", `/api/v1/users?${new URLSearchParams(parameters)}`);
	if (listed.status !== 200) throw new Error(JSON.stringify(listed.body));
	return listed.body.map((user: { id: string }) => user.id);
}

describe("a list of users", () => {
	it("meets every user exactly once over its pages, in any order", async () => {
		const world = await createWorld();
		const lastName = unique("Pages");
		const created: string[] = [];
		// Users of the same millisecond, with equal names and with none: the hard cases for a cursor.
		for (const firstName of ["Bo", null, "al", "Bo", null, "Al", "Cy"]) {
			created.push((await newUser(world, { firstName, lastName })).id);
		}
		const search = new URLSearchParams({ search: `profile.lastName eq "${lastName}"`, limit: "2" });
		for (const sortBy of ["id", "created", "lastUpdated", "status", "profile.login", "profile.firstName"]) {
			for (const sortOrder of ["asc", "desc"]) {
				const items = await walkPages(world, `/api/v1/users?${search}&sortBy=${sortBy}&sortOrder=${sortOrder}`);
				expect(items.map((user) => user.id).sort()).toEqual([...created].sort());
				const names = items.map((user) => (user.profile.firstName ?? "").toLowerCase());
				if (sortBy === "profile.firstName") {
					expect(names).toEqual(sortOrder === "asc" ? names.toSorted() : names.toSorted().reverse());
				}
			}
		}
		const all = (await walkPages(world, "/api/v1/users?limit=3")).map((user) => user.id);
		expect(new Set(all).size).toBe(all.length);
		expect(all).toEqual(expect.arrayContaining(created));
	});

	it.each([
		['profile.firstName eq "éLODIE"', {}],
		['profile.displayName co "ПЕТР"', {}],
		['profile.lastName sw "øRST"', {}],
		['status eq "active" or status eq "provisioned"', {}],
		['profile.login eq "$LOGIN"', {}],
		[null, { q: "ÉLO" }],
		[null, { q: "иван" }],
	])("folds the case of what is searched for: %s %j", async (search, query) => {
		const world = await createWorld();
		const profile = { firstName: "Élodie", lastName: "Ørsted", displayName: "Иван Петров" };
		const { id, profile: kept } = await newUser(world, profile);
		const wanted = search?.replace("$LOGIN", kept.login.toUpperCase());
		const found = await idsOf(world, { ...(wanted ? { search: `id eq "${id}" and (${wanted})` } : {}), ...query });
		expect(found).toContain(id);
		await world.call("DELETE", `/api/v1/users/${id}`);
	});

	it("goes on behind a user who was deleted between two pages", async () => {
		const world = await createWorld();
		const lastName = unique("Gap");
		const users = [];
		for (let index = 0; index < 3; index++) users.push(await newUser(world, { lastName, firstName: `N${index}` }));
		const search = new URLSearchParams({ search: `profile.lastName eq "${lastName}"`, limit: "1" });
		const first = await world.call("GET", `/api/v1/users?${search}&sortBy=profile.firstName`);
		const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link")!)![1]!;
		await world.call("DELETE", `/api/v1/users/${users[0].id}`);
		await world.call("DELETE", `/api/v1/users/${users[0].id}`);
		const rest = await walkPages(world, next.slice("https://otp.test".length));
		expect(rest.map((user) => user.id)).toEqual([users[1].id, users[2].id]);
	});

	it("leaves deactivated users out unless a filter or search asks", async () => {
		const world = await createWorld();
		const lastName = unique("Gone");
		const { id } = await newUser(world, { lastName });
		await world.call("DELETE", `/api/v1/users/${id}`);
		expect(await idsOf(world, {})).not.toContain(id);
		expect(await idsOf(world, { q: lastName })).toEqual([]);
		expect(await idsOf(world, { filter: `id eq "${id}"` })).toEqual([id]);
		expect(await idsOf(world, { search: `status eq "DEPROVISIONED" and profile.lastName eq "${lastName}"` })).toEqual([
			id,
		]);
	});

	it("finds by q the start of a name or login in any case, and an e-mail only as a whole", async () => {
		const world = await createWorld();
		const word = unique("Quill");
		const email = `${word}.mail@example.com`;
		const user = await newUser(world, { lastName: `${word}_50%`, email });
		const found = async (q: string) => (await idsOf(world, { q })).includes(user.id);
		expect(await found(word)).toBe(true);
		expect(await found(`${word.toUpperCase()}_50%`)).toBe(true);
		expect(await found(`${word}_5%`)).toBe(false);
		expect(await found(word.slice(1))).toBe(false);
		expect(await found(user.profile.login.slice(0, -4).toUpperCase())).toBe(true);
		expect(await found(email.toUpperCase())).toBe(true);
		expect(await found(email.slice(0, -1))).toBe(false);
		expect(await idsOf(world, { q: "x".repeat(100) })).toEqual([]);
	});

	it("holds 10 users for q when no limit is given", async () => {
		const world = await createWorld();
		const lastName = unique("Dozen");
		await Promise.all(Array.from({ length: 12 }, () => newUser(world, { lastName })));
		expect(await idsOf(world, { q: lastName })).toHaveLength(10);
		expect(await idsOf(world, { q: lastName, limit: "200" })).toHaveLength(12);
	});

	it("is filtered by what a user is", async () => {
		const world = await createWorld();
		const lastName = unique("Filter");
		const one = await newUser(world, {
			lastName,
			firstName: "Ida",
			email: `${lastName}@Example.com`,
			mobilePhone: "+41 79 123-45-67",
		});
		world.clock.now += 60_000;
		const two = await newUser(world, { lastName, firstName: "Joe" });
		await world.call("POST", `/api/v1/users/${two.id}/lifecycle/suspend`);
		const both = `profile.lastName eq "${lastName.toLowerCase()}"`;
		const filter = (text: string) => idsOf(world, { filter: text });
		expect(await filter(both)).toEqual([one.id, two.id]);
		expect(await filter(`${both} and status EQ "SUSPENDED"`)).toEqual([two.id]);
		expect(await filter(`${both} and lastUpdated gt "${one.lastUpdated}"`)).toEqual([two.id]);
		expect(await filter(`${both} and (profile.firstName sw "id" or id eq "${two.id}")`)).toEqual([one.id, two.id]);
		expect(await filter(`profile.login eq "${one.profile.login.toUpperCase()}"`)).toEqual([one.id]);
		expect(await filter(`profile.email eq "${lastName.toLowerCase()}@example.com"`)).toEqual([one.id]);
		expect(await filter(`profile.email eq "${lastName}@example.org"`)).toEqual([]);
		expect(await filter(`${both} and profile.email ne "${lastName}@example.com"`)).toEqual([two.id]);
		expect(await filter(`${both} and profile.mobilePhone eq "+41791234567"`)).toEqual([one.id]);
		expect(await filter(`${both} and profile.email pr`)).toEqual([one.id]);
	});

	it.each([
		["a filter that doesn't parse", { filter: "status eq" }, "E0000053"],
		["a search that doesn't parse", { search: "((" }, "E0000053"],
		["an attribute that doesn't exist", { filter: 'profile.shoeSize eq "44"' }, "E0000031"],
		["a column's own name", { filter: 'email_hash eq "x"' }, "E0000031"],
		["part of a sealed e-mail", { filter: 'profile.email sw "ana"' }, "E0000031"],
		["a filter beside a search", { filter: 'id eq "x"', search: 'id eq "x"' }, "E0000001"],
		["a limit of 0", { limit: "0" }, "E0000001"],
		["a limit above 200", { limit: "201" }, "E0000001"],
		["a limit that is no number", { limit: "many" }, "E0000001"],
		["an empty q", { q: "" }, "E0000001"],
		["an unknown order", { sortBy: "email_sealed" }, "E0000001"],
		["an unknown direction", { sortOrder: "sideways" }, "E0000001"],
		["a cursor that isn't ours", { after: "x" }, "E0000001"],
		["a cursor of another shape", { after: btoa("[[],{}]") }, "E0000001"],
		["a very long filter", { filter: `id eq "${"x".repeat(10_000)}"` }, "E0000001"],
	])("refuses %s", async (_, parameters, code) => {
		const world = await createWorld();
		const refused = await world.call("GET", `/api/v1/users?${new URLSearchParams(parameters)}`);
		expect([refused.status, refused.body.errorCode]).toEqual([400, code]);
	});

	it("refuses a parameter that comes twice", async () => {
		const world = await createWorld();
		expect((await world.call("GET", "/api/v1/users?limit=1&limit=2")).body.errorCode).toBe("E0000001");
	});

	it("answers a filter as big as it may be, with q and a cursor", async () => {
		const world = await createWorld();
		const filter = Array.from({ length: 50 }, () => 'profile.email eq "a@b.c"').join(" or ");
		const after = btoa('["x","x"]');
		expect(await idsOf(world, { filter, q: "x", after, sortBy: "profile.lastName" })).toEqual([]);
	});
});
