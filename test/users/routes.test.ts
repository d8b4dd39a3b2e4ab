import { describe, expect, it } from "vitest";
import { createWorld, unique } from "../support/world";
import { countEvents, newUser } from "./people";

const origin = "https://otp.test";

describe("a user", () => {
	it("is created ACTIVE with a password, of which only the fact remains", async () => {
		const world = await createWorld();
		const login = `${unique("bea")}@example.com`;
		const created = await world.call("POST", "/api/v1/users?activate=true&nextLogin=changePassword", {
			profile: { login, email: login, firstName: "Bea", lastName: "Kim", mobilePhone: null },
			credentials: { password: { value: "Tr0ub4dor" } },
		});
		const at = new Date(world.clock.now).toISOString();
		const self = `${origin}/api/v1/users/${created.body.id}`;
		expect(created.status).toBe(200);
		expect(created.body).toEqual({
			id: expect.stringMatching(/^00u[A-Za-z0-9]{17}$/),
			status: "ACTIVE",
			created: at,
			activated: at,
			statusChanged: at,
			lastLogin: null,
			lastUpdated: at,
			passwordChanged: null,
			profile: {
				login,
				email: login,
				firstName: "Bea",
				lastName: "Kim",
				displayName: null,
				secondEmail: null,
				mobilePhone: null,
				primaryPhone: null,
				locale: null,
			},
			credentials: { password: {}, provider: { type: "OKTA", name: "OKTA" } },
			_links: {
				self: { href: self },
				suspend: { href: `${self}/lifecycle/suspend`, method: "POST" },
				deactivate: { href: `${self}/lifecycle/deactivate`, method: "POST" },
			},
		});
		const rows = await world.ctx.env.bindings.DB.prepare("SELECT * FROM users").all();
		expect(JSON.stringify(rows.results)).not.toContain("Tr0ub4dor");
		expect(await countEvents(world, "user.lifecycle.create", created.body.id)).toBe(1);
	});

	it.each(["TRUE", "True", "1", "yes", "on", " true", ""])("isn't created with activate=%j", async (activate) => {
		const world = await createWorld();
		const body = { profile: { login: `${unique("di")}@example.com` } };
		const refused = await world.call("POST", `/api/v1/users?${new URLSearchParams({ activate })}`, body);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(refused.body.errorCauses).toEqual([
			{ errorSummary: 'activate: Invalid option: expected one of "true"|"false"' },
		]);
	});

	it("is PROVISIONED without a password and STAGED without activation", async () => {
		const world = await createWorld();
		const create = (query: string) =>
			world.call("POST", `/api/v1/users${query}`, { profile: { login: `${unique("cy")}@example.com` } });
		const provisioned = (await create("")).body;
		expect([provisioned.status, provisioned.credentials]).toEqual([
			"PROVISIONED",
			{ provider: { type: "OKTA", name: "OKTA" } },
		]);
		const staged = (await create("?activate=false")).body;
		expect([staged.status, staged.activated, staged.statusChanged]).toEqual(["STAGED", null, null]);
	});

	it("is found by id and by login, in any case and percent-encoded", async () => {
		const world = await createWorld();
		const login = `${unique("Dörte/50%+x")}@example.com`;
		const user = await newUser(world, { login });
		for (const name of [user.id, encodeURIComponent(login), encodeURIComponent(login.toUpperCase())]) {
			const found = await world.call("GET", `/api/v1/users/${name}`);
			expect([name, found.status, found.body.id]).toEqual([name, 200, user.id]);
		}
	});

	it("is not found under an unknown id, an empty login or me", async () => {
		const world = await createWorld();
		for (const name of ["00uNobody00000000000", "me", "%00", "x".repeat(3000), "%F0%9F"]) {
			const missing = await world.call("GET", `/api/v1/users/${name}`);
			expect([name, missing.status, missing.body.errorCode]).toEqual([name, 404, "E0000007"]);
		}
	});

	it("keeps a login that looks like another user's id from standing in for that user", async () => {
		const world = await createWorld();
		const victim = await newUser(world);
		await newUser(world, { login: victim.id });
		expect((await world.call("GET", `/api/v1/users/${victim.id}`)).body.id).toBe(victim.id);
	});

	it("has a login nobody else has, whatever the case, also beyond ASCII", async () => {
		const world = await createWorld();
		const login = `${unique("ÄNNE")}@example.com`;
		const [first, second] = [await newUser(world, { login }), await newUser(world)];
		const created = await world.call("POST", "/api/v1/users", { profile: { login: login.toLowerCase() } });
		const renamed = await world.call("POST", `/api/v1/users/${second.id}`, { profile: { login } });
		for (const refused of [created, renamed]) {
			expect([refused.status, refused.body.errorSummary, refused.body.errorCauses]).toEqual([
				400,
				"Api validation failed: login",
				[{ errorSummary: "login: An object with this field already exists in the current organization" }],
			]);
		}
		expect(await countEvents(world, "user.account.update_profile", second.id)).toBe(0);
		const own = await world.call("POST", `/api/v1/users/${first.id}`, { profile: { login: login.toLowerCase() } });
		expect([own.status, own.body.profile.login]).toEqual([200, login.toLowerCase()]);
	});

	it("is created once when ten requests race for one login", async () => {
		const world = await createWorld();
		const login = `${unique("race")}@example.com`;
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => world.call("POST", "/api/v1/users", { profile: { login } })),
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(400)]);
		const winner = answers.find((answer) => answer.status === 200)!;
		expect(await countEvents(world, "user.lifecycle.create", winner.body.id)).toBe(1);
	});
});

describe("changing a user", () => {
	it("sets with POST what is mentioned, and leaves the rest", async () => {
		const world = await createWorld();
		const user = await newUser(world, { email: "ana@example.com", mobilePhone: "+41791234567" });
		world.clock.now += 1000;
		const changed = await world.call("POST", `/api/v1/users/${user.id}`, {
			profile: { lastName: "Costa", mobilePhone: null },
		});
		expect(changed.body.profile).toEqual({ ...user.profile, lastName: "Costa", mobilePhone: null });
		expect(Date.parse(changed.body.lastUpdated) - Date.parse(user.lastUpdated)).toBe(1000);
		expect((await world.call("GET", `/api/v1/users/${user.id}`)).body).toEqual(changed.body);
		expect(await countEvents(world, "user.account.update_profile", user.id)).toBe(1);
	});

	it("clears with PUT what is not mentioned, and wants the login", async () => {
		const world = await createWorld();
		const user = await newUser(world, { email: "ana@example.com", displayName: "Ani" });
		const put = (profile: object) => world.call("PUT", `/api/v1/users/${user.id}`, { ...user, profile });
		expect((await put({ firstName: "Ana" })).body.errorSummary).toBe("Api validation failed: profile.login");
		const replaced = await put({ login: user.profile.login, firstName: "Eva" });
		expect(replaced.body.profile).toMatchObject({ firstName: "Eva", lastName: null, email: null, displayName: null });
		expect(replaced.body.profile.login).toBe(user.profile.login);
	});

	it("loses neither of two partial changes at once", async () => {
		const world = await createWorld();
		const user = await newUser(world);
		await Promise.all([
			world.call("POST", `/api/v1/users/${user.id}`, { profile: { firstName: "Uma" } }),
			world.call("POST", `/api/v1/users/${user.id}`, { profile: { email: "uma@example.com" } }),
		]);
		const { profile } = (await world.call("GET", `/api/v1/users/${user.id}`)).body;
		expect([profile.firstName, profile.email]).toEqual(["Uma", "uma@example.com"]);
	});

	it("activates a provisioned user by a password, but not by the empty one we answer", async () => {
		const world = await createWorld();
		const login = `${unique("pia")}@example.com`;
		const user = (await world.call("POST", "/api/v1/users", { profile: { login } })).body;
		const setPassword = (password: object) =>
			world.call("POST", `/api/v1/users/${user.id}`, { credentials: { password } });
		expect((await setPassword({})).body.status).toBe("PROVISIONED");
		expect((await setPassword({ value: "long enough" })).body.status).toBe("ACTIVE");
	});

	it("refuses attributes that no profile has, in Okta's words", async () => {
		const world = await createWorld();
		const user = await newUser(world);
		const profile = { login: user.profile.login, notValid: "x" };
		for (const [method, path] of [
			["POST", "/api/v1/users"],
			["POST", `/api/v1/users/${user.id}`],
			["PUT", `/api/v1/users/${user.id}`],
		] as const) {
			const refused = await world.call(method, path, { profile });
			expect([refused.status, refused.body.errorCode, refused.body.errorSummary]).toEqual([
				400,
				"E0000001",
				"Api validation failed: newUser",
			]);
			expect(refused.body.errorCauses).toEqual([
				{ errorSummary: "Property name ''notValid'' is not defined in profile" },
			]);
		}
	});

	it.each([
		["a short login", { login: "abcd" }],
		["a long login", { login: "x".repeat(101) }],
		["a login with a space", { login: "ana lima" }],
		["a login with a line break", { login: "ana@example.com\r\nX" }],
		["a login that is a list", { login: ["ana@example.com"] }],
		["no login", { login: null }],
		["a control character in a name", { firstName: "A\u0000na" }],
		["a right-to-left mark in a name", { lastName: "\u202eLima" }],
		["half a character in a name", { lastName: "\ud83d" }],
		["a long name", { firstName: "x".repeat(51) }],
		["a very long display name", { displayName: "x".repeat(10_000) }],
		["an e-mail without @", { email: "ana.example.com" }],
		["an e-mail with a header in it", { email: "ana@example.com\r\nBcc:x@y.z" }],
		["a long e-mail", { email: `${"x".repeat(60)}@${"y".repeat(40)}` }],
		["a number for a phone", { mobilePhone: 41791234567 }],
		["a locale that is none", { locale: "../en" }],
	])("refuses %s and changes nothing", async (_, wrong) => {
		const world = await createWorld();
		const user = await newUser(world);
		const changed = await world.call("POST", `/api/v1/users/${user.id}`, { profile: wrong });
		const created = await world.call("POST", "/api/v1/users", {
			profile: { login: `${unique("ana")}@example.com`, ...wrong },
		});
		expect([changed.status, created.status]).toEqual([400, 400]);
		expect([changed.body.errorCode, created.body.errorCode]).toEqual(["E0000001", "E0000001"]);
		expect((await world.call("GET", `/api/v1/users/${user.id}`)).body).toEqual(user);
	});

	it("refuses bodies that are not JSON or not an object", async () => {
		const world = await createWorld();
		const post = (rawBody: string) => world.call("POST", "/api/v1/users", undefined, { rawBody });
		expect((await post("{")).body.errorCode).toBe("E0000003");
		for (const rawBody of ["[]", "null", '"x"', '{"profile":[]}', "{}"]) {
			expect((await post(rawBody)).body.errorCode).toBe("E0000001");
		}
		expect((await post(`{"profile":{"login":"${"x".repeat(70_000)}"}}`)).status).toBe(413);
	});
});
