// The attributes of Okta's base profile that Tessera keeps for whoever sends them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorld, unique } from "../support/world";
import { newUser } from "./people";

/** All of Okta's base profile that isn't a column of its own. */
const everything = {
	city: "São Paulo",
	costCenter: "10",
	countryCode: "BR",
	department: "Pesquisa",
	division: "Space",
	employeeNumber: "187",
	honorificPrefix: "Dr.",
	honorificSuffix: "III",
	manager: "Joan",
	managerId: "282",
	middleName: "Élise",
	nickName: "issac",
	organization: "Okta",
	postalAddress: "301 Brannan St.\nSan Francisco",
	preferredLanguage: "en-US, ja;q=0.5",
	profileUrl: "http://www.example.com/profile",
	state: "CA",
	streetAddress: "301 Brannan St.",
	timezone: "America/Sao_Paulo",
	title: "Director",
	userType: "Employee",
	zipCode: "94107",
};

describe("a profile", () => {
	it("has all 31 attributes of Okta's base profile, and answers those that there are", async () => {
		const world = await createWorld();
		const user = await newUser(world, everything);
		expect(Object.keys(user.profile)).toHaveLength(31);
		expect(user.profile).toMatchObject(everything);
		expect((await world.call("GET", `/api/v1/users/${user.id}`)).body.profile).toEqual(user.profile);
		const plain = await newUser(world, { nickName: "issac" });
		expect(Object.keys(plain.profile)).toHaveLength(10);
	});

	it("keeps the addresses sealed, bound to their user", async () => {
		const world = await createWorld();
		const [user, other] = [await newUser(world, everything), await newUser(world, everything)];
		const { DB } = world.ctx.env.bindings;
		const row = await DB.prepare("SELECT * FROM users WHERE id = ?").bind(user.id).first<{ attributes: string }>();
		expect(JSON.stringify(row)).not.toContain("Brannan");
		expect(JSON.parse(row!.attributes)).toMatchObject({
			nickName: "issac",
			streetAddress: expect.stringMatching(/^v1\./),
		});
		await DB.prepare("UPDATE users SET attributes = ? WHERE id = ?").bind(row!.attributes, other.id).run();
		expect((await world.call("GET", `/api/v1/users/${other.id}`)).status).toBe(500);
	});

	it("changes with POST what is mentioned, and clears by null or an empty text", async () => {
		const world = await createWorld();
		const user = await newUser(world, everything);
		const profile = { nickName: "Zac", city: null, title: "", streetAddress: null, postalAddress: "Elsewhere 1" };
		const changed = await world.call("POST", `/api/v1/users/${user.id}`, { profile });
		const { city: _c, title: _t, streetAddress: _s, ...left } = user.profile;
		expect(changed.body.profile).toEqual({ ...left, nickName: "Zac", postalAddress: "Elsewhere 1" });
	});

	it("clears with PUT what is not mentioned", async () => {
		const world = await createWorld();
		const user = await newUser(world, everything);
		const profile = { login: user.profile.login, division: "Sea" };
		const replaced = await world.call("PUT", `/api/v1/users/${user.id}`, { profile });
		expect(replaced.body.profile).toMatchObject(profile);
		expect(Object.keys(replaced.body.profile)).toHaveLength(10);
	});

	it("loses none of many changes at once", async () => {
		const world = await createWorld();
		const user = await newUser(world);
		const changes = Object.entries(everything);
		await Promise.all(
			changes.map(([name, value]) => world.call("POST", `/api/v1/users/${user.id}`, { profile: { [name]: value } })),
		);
		expect((await world.call("GET", `/api/v1/users/${user.id}`)).body.profile).toMatchObject(everything);
	});

	it.each([
		'profile.nickName eq "ISSAC"',
		'profile.department sw "pesq"',
		'profile.city co "SÃO"',
		'profile.employeeNumber eq "187" and profile.userType eq "employee"',
		"profile.costCenter pr",
	])("is found by %s", async (search) => {
		const world = await createWorld();
		const { id } = await newUser(world, everything);
		const query = new URLSearchParams({ search: `id eq "${id}" and ${search}` });
		expect((await world.call("GET", `/api/v1/users?${query}`)).body).toHaveLength(1);
	});

	it("can't be searched by a sealed address", async () => {
		const world = await createWorld();
		const query = new URLSearchParams({ search: 'profile.streetAddress eq "301 Brannan St."' });
		expect((await world.call("GET", `/api/v1/users?${query}`)).body.errorCode).toBe("E0000031");
	});

	it.each([
		["profile.countryCode", { countryCode: "Brazil" }],
		["profile.nickName", { nickName: "two\nlines" }],
		["profile.nickName", { nickName: "n".repeat(256) }],
		["profile.title", { title: 7 }],
		["profile.profileUrl", { profileUrl: "x".repeat(1_025) }],
		["profile.postalAddress", { postalAddress: "a \u202e" }],
		["newUser", { nickname: "issac" }],
		["newUser", { __proto__x: "1" }],
	])("is refused for a wrong %s: %j", async (field, profile) => {
		const world = await createWorld();
		const body = { profile: { login: `${unique("ana")}@example.com`, ...profile } };
		const refused = await world.call("POST", "/api/v1/users", body);
		expect([refused.status, refused.body.errorSummary]).toEqual([400, `Api validation failed: ${field}`]);
	});

	it("keeps any text as it was given", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		const text = fc.string({ unit: fc.constantFrom(..."aé日𠮷'\"\\{}$% "), minLength: 1, maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(text, text, async (nickName, streetAddress) => {
				const changed = await world.call("POST", `/api/v1/users/${id}`, { profile: { nickName, streetAddress } });
				expect(changed.body.profile.nickName ?? "").toBe(nickName.trim());
				expect(changed.body.profile.streetAddress ?? "").toBe(streetAddress.trim());
			}),
			{ numRuns: 20 },
		);
	});
});
