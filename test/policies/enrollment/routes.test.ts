import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { eventsAbout } from "../../providers/accounts/accounts";
import { createAuthenticator } from "../../support/otp-tokens";
import { createWorld, unique, type World } from "../../support/world";
import {
	cause,
	createGroup,
	createPolicy,
	defaultPolicyId,
	everyoneId,
	policiesPath,
	policyInput,
	removeAllPolicies,
} from "./policies";

const list = `${policiesPath}?type=MFA_ENROLL`;

const settingsIn = (policy: { settings: { authenticators: { key: string; id?: string; enroll: unknown }[] } }) =>
	Object.fromEntries(policy.settings.authenticators.map(({ key, id, enroll }) => [id ?? key, enroll]));

const order = async (world: World): Promise<[string, number][]> =>
	(await world.call("GET", list)).body.map(({ id, priority }: { id: string; priority: number }) => [id, priority]);

const numbered = (...ids: string[]) => ids.map((id, index) => [id, index + 1]);

describe("enrolment policies", () => {
	it("are created as Okta's clients write them, and answered in Okta's shape with every authenticator", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const [named, unnamed] = [await createAuthenticator(world), await createAuthenticator(world)];
		const groupId = await createGroup(world);
		const name = unique("Drivers");
		const input = {
			conditions: { people: { groups: { include: [groupId] } } },
			description: "Who drives",
			name,
			status: "ACTIVE",
			type: "MFA_ENROLL",
			settings: {
				authenticators: [
					{ key: "okta_password", enroll: { self: "REQUIRED" } },
					{ key: "custom_otp", id: named, enroll: { self: "OPTIONAL" } },
					{ key: "webauthn", enroll: { self: "NOT_ALLOWED" }, constraints: null },
				],
				type: "AUTHENTICATORS",
			},
		};
		const created = await world.call("POST", policiesPath, input);
		const self = `https://otp.test${policiesPath}/${created.body.id}`;
		const authenticators: { id: string; name: string }[] = (await world.call("GET", "/api/v1/authenticators")).body;
		const nameOf = (id: string) => authenticators.find((one) => one.id === id)!.name;
		expect(created.body).toEqual({
			id: expect.stringMatching(/^00p[0-9A-Za-z]{17}$/),
			type: "MFA_ENROLL",
			name,
			description: "Who drives",
			status: "ACTIVE",
			priority: 1,
			system: false,
			conditions: input.conditions,
			settings: {
				type: "AUTHENTICATORS",
				authenticators: expect.arrayContaining([
					{ key: "okta_password", enroll: { self: "REQUIRED" } },
					{ key: "custom_otp", id: named, name: nameOf(named), enroll: { self: "OPTIONAL" } },
					{ key: "custom_otp", id: unnamed, name: nameOf(unnamed), enroll: { self: "NOT_ALLOWED" } },
					{ key: "phone_number", enroll: { self: "NOT_ALLOWED" } },
					{ key: "okta_email", enroll: { self: "NOT_ALLOWED" } },
				]),
			},
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: created.body.created,
			_links: {
				self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
				rules: { href: `${self}/rules`, hints: { allow: ["GET", "POST"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
			},
		});
		expect(created.body.settings.authenticators).toHaveLength(authenticators.length + 1);
		expect((await world.call("GET", `${policiesPath}/${created.body.id}`)).body).toEqual(created.body);
		expect((await world.call("GET", list)).body[0]).toEqual(created.body);
	});

	it("take back the whole of what was read, also of the default policy", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const { path } = await createPolicy(world, {
			groupIds: [await createGroup(world)],
			settings: { [authenticatorId]: "REQUIRED", phone_number: "OPTIONAL" },
		});
		for (const whole of [`${path}?expand=rules`, `${policiesPath}/${defaultPolicyId}`]) {
			const read = (await world.call("GET", whole)).body;
			const put = await world.call("PUT", whole.replace("?expand=rules", ""), read);
			const { _embedded, lastUpdated, ...lasting } = read;
			expect([put.status, put.body]).toEqual([200, { ...lasting, lastUpdated: expect.any(String) }]);
		}
	});

	it("are replaced, switched and deleted, with a log entry for each change and for nothing else", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const { id, path } = await createPolicy(world, { settings: { [authenticatorId]: "REQUIRED" } });
		const name = unique("Renamed");
		const replaced = await world.call("PUT", path, policyInput({ name, settings: { okta_email: "OPTIONAL" } }));
		expect(replaced.body).toMatchObject({
			name,
			status: "ACTIVE",
			conditions: { people: { groups: { include: [] } } },
		});
		expect(settingsIn(replaced.body)).toMatchObject({
			[authenticatorId]: { self: "NOT_ALLOWED" },
			okta_email: { self: "OPTIONAL" },
		});
		for (const [verb, status] of [
			["deactivate", "INACTIVE"],
			["deactivate", "INACTIVE"],
			["activate", "ACTIVE"],
		]) {
			expect((await world.call("POST", `${path}/lifecycle/${verb}`)).status).toBe(204);
			expect((await world.call("GET", path)).body.status).toBe(status);
		}
		expect((await world.call("DELETE", path)).status).toBe(204);
		for (const method of ["GET", "DELETE"]) expect((await world.call(method, path)).status).toBe(404);
		const { types } = await eventsAbout(world, id);
		const verbs = ["create", "update", "deactivate", "activate", "delete"];
		expect(types).toEqual(verbs.map((verb) => `policy.lifecycle.${verb}`));
	});

	it("are listed by type, status, start of a name and page", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const word = unique("Page");
		const made = [];
		for (const query of ["", "?activate=false", ""]) {
			made.push((await createPolicy(world, { name: `${word} ${made.length}` }, query)).id);
		}
		const ids = async (query: string) =>
			(await world.call("GET", list + query)).body.map(({ id }: { id: string }) => id);
		expect(await ids("")).toEqual([...made, defaultPolicyId]);
		expect(await ids("&status=INACTIVE")).toEqual([made[1]]);
		expect(await ids(`&q=${word.toUpperCase()}`)).toEqual(made);
		const first = await world.call("GET", `${list}&limit=2`);
		const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
		const second = await world.call("GET", next.replace("https://otp.test", ""));
		expect(second.body.map(({ id }: { id: string }) => id)).toEqual([made[2], defaultPolicyId]);
		expect((await world.call("GET", `${policiesPath}?type=ACCESS_POLICY`)).body).toEqual([]);
		for (const query of ["", "?type=MFA"]) {
			const refused = await world.call("GET", policiesPath + query);
			expect([refused.status, cause(refused).split(":")[0]]).toEqual([400, "type"]);
		}
	});

	it("come with their rules when asked", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", `${policiesPath}/${defaultPolicyId}?expand=rules`);
		expect(body._embedded.rules).toEqual((await world.call("GET", `${policiesPath}/${defaultPolicyId}/rules`)).body);
		const [listed] = (await world.call("GET", `${list}&expand=rules&q=Default`)).body;
		expect(listed._embedded.rules).toHaveLength(1);
	});

	it("have names that no other has, whatever the letters' case, also in parallel", async () => {
		const world = await createWorld();
		const name = unique("Twin");
		const answers = await Promise.all(
			[name, name.toUpperCase(), name].map((one) => world.call("POST", policiesPath, policyInput({ name: one }))),
		);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
		expect(cause(answers.find(({ status }) => status === 400)!)).toMatch(/^name: /);
	});

	it("show a new authenticator as NOT_ALLOWED, and lose a deleted group", async () => {
		const world = await createWorld();
		const [kept, deleted] = [await createGroup(world), await createGroup(world)];
		const { path } = await createPolicy(world, { groupIds: [kept, deleted] });
		const authenticatorId = await createAuthenticator(world);
		await world.call("DELETE", `/api/v1/groups/${deleted}`);
		for (const one of [path, `${policiesPath}/${defaultPolicyId}`]) {
			expect(settingsIn((await world.call("GET", one)).body)[authenticatorId]).toEqual({ self: "NOT_ALLOWED" });
		}
		expect((await world.call("GET", path)).body.conditions.people.groups.include).toEqual([kept]);
	});
});

describe("the order of policies", () => {
	it("has no gaps through creation, moves and deletion, and the default policy is last", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const create = async (priority?: number) => createPolicy(world, priority === undefined ? {} : { priority });
		const [a, b] = [await create(), await create()];
		const c = await create(1);
		const d = await create(9_999);
		expect(await order(world)).toEqual(numbered(c.id, a.id, b.id, d.id, defaultPolicyId));
		const move = (path: string, priority?: number) =>
			world.call("PUT", path, policyInput(priority === undefined ? {} : { priority }));
		expect((await move(d.path, 1)).body.priority).toBe(1);
		expect((await move(c.path, 10_000)).body.priority).toBe(4);
		expect((await move(b.path)).body.priority).toBe(3);
		expect(await order(world)).toEqual(numbered(d.id, a.id, b.id, c.id, defaultPolicyId));
		await world.call("DELETE", a.path);
		expect(await order(world)).toEqual(numbered(d.id, b.id, c.id, defaultPolicyId));
	});

	it("is 1 … n after 20 creations and 20 moves at once", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const before = await Promise.all(Array.from({ length: 5 }, () => createPolicy(world)));
		const created = Array.from({ length: 20 }, (_, index) => createPolicy(world, { priority: (index % 7) + 1 }));
		const moved = Array.from({ length: 20 }, (_, index) =>
			world.call("PUT", before[index % 5]!.path, policyInput({ priority: ((index * 3) % 25) + 1 })),
		);
		const answers = await Promise.all(moved);
		await Promise.all(created);
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		const found = await order(world);
		expect(found.map(([, priority]) => priority)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
		expect(found.at(-1)![0]).toBe(defaultPolicyId);
	});
});

describe("the default policy", () => {
	it("holds everyone, can't be deleted or switched off, and keeps name and groups", async () => {
		const world = await createWorld();
		const path = `${policiesPath}/${defaultPolicyId}`;
		const before = (await world.call("GET", path)).body;
		expect(before).toMatchObject({
			name: "Default Policy",
			system: true,
			status: "ACTIVE",
			conditions: { people: { groups: { include: [everyoneId] } } },
		});
		expect(Object.keys(before._links)).toEqual(["self", "rules"]);
		const groupId = await createGroup(world);
		for (const [refused, status, field] of [
			[await world.call("DELETE", path), 400, "system"],
			[await world.call("POST", `${path}/lifecycle/deactivate`), 400, "status"],
			[await world.call("PUT", path, { ...before, name: unique("Other") }), 403, "name"],
			[
				await world.call("PUT", path, policyInput({ name: before.name, groupIds: [groupId] })),
				403,
				"conditions.people.groups.include",
			],
		] as const) {
			expect([refused.status, cause(refused).split(": ")[0]]).toEqual([status, field]);
		}
		expect((await world.call("GET", path)).body).toEqual(before);
	});

	it("offers what there was before there were policies", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", `${policiesPath}/${defaultPolicyId}`);
		expect(settingsIn(body)).toMatchObject({ phone_number: { self: "OPTIONAL" }, okta_email: { self: "OPTIONAL" } });
	});
});

describe("a wrong policy is refused by the path of its fault, and nothing is saved", () => {
	const otp = { key: "custom_otp", id: "autNobody00000000000", enroll: { self: "OPTIONAL" } };
	const authenticators = (...list: unknown[]) => ({ settings: { authenticators: list } });
	const groups = (include: unknown) => ({ conditions: { people: { groups: { include } } } });

	it.each<[string, Record<string, unknown>]>([
		["type", { type: "ACCESS_POLICY" }],
		["name", { name: "" }],
		["name", { name: undefined }],
		["priority", { priority: 0 }],
		["body", { rules: [] }],
		["conditions.people.groups.include.1", groups([everyoneId, "00gNobody00000000000"])],
		["conditions.people.groups", { conditions: { people: { groups: { exclude: [] } } } }],
		["conditions", { conditions: { network: { connection: "ZONE" } } }],
		["settings.type", { settings: { type: "FACTORS" } }],
		["settings", { settings: { factors: { okta_sms: { enroll: { self: "REQUIRED" } } } } }],
		["settings.authenticators.0.id", authenticators(otp)],
		["settings.authenticators.0.id", authenticators({ ...otp, enroll: { self: "NOT_ALLOWED" } })],
		["settings.authenticators.0.id", authenticators({ ...otp, id: undefined })],
		["settings.authenticators.0.id", authenticators({ ...otp, id: "autphonenumber000000" })],
		["settings.authenticators.0.key", authenticators({ key: "webauthn", enroll: { self: "REQUIRED" } })],
		["settings.authenticators.0.key", authenticators({ key: "carrier_pigeon", enroll: { self: "OPTIONAL" } })],
		["settings.authenticators.0.enroll.self", authenticators({ key: "phone_number", enroll: { self: "MAYBE" } })],
		["settings.authenticators.0.enroll.self", authenticators({ key: "okta_password", enroll: { self: "OPTIONAL" } })],
		[
			"settings.authenticators.0.enroll",
			authenticators({ key: "phone_number", enroll: { self: "OPTIONAL", gracePeriod: { type: "BY_SKIP_COUNT" } } }),
		],
		["settings.authenticators.1", authenticators({ key: "okta_email" }, { key: "okta_email" })],
	])("%s: %j", async (field, wrong) => {
		const world = await createWorld();
		const { path, body } = await createPolicy(world, { settings: { phone_number: "REQUIRED" } });
		const count = () => env.DB.prepare("SELECT COUNT(*) AS n FROM enrollment_policies").first("n");
		const before = await count();
		for (const [method, target] of [
			["POST", policiesPath],
			["PUT", path],
		] as const) {
			const refused = await world.call(method, target, { ...policyInput(), ...wrong });
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(cause(refused).split(": ")[0]).toBe(field);
		}
		expect((await world.call("GET", path)).body).toEqual(body);
		expect(await count()).toBe(before);
		await world.call("DELETE", path);
	});

	it("settings.authenticators.0, where it offers an authenticator that is switched off", async () => {
		const world = await createWorld();
		const id = await createAuthenticator(world);
		await world.call("POST", `/api/v1/authenticators/${id}/lifecycle/deactivate`);
		const refused = await world.call("POST", policiesPath, policyInput({ settings: { [id]: "OPTIONAL" } }));
		expect([refused.status, cause(refused).split(": ")[0]]).toEqual([400, "settings.authenticators.0"]);
		expect((await createPolicy(world, { settings: { [id]: "NOT_ALLOWED" } })).body.status).toBe("ACTIVE");
	});
});

it("help desk and read-only read policies, and only administrators change them", async () => {
	const world = await createWorld();
	const { path } = await createPolicy(world);
	for (const role of ["HELP_DESK", "READ_ONLY"] as const) {
		const token = await world.tokenFor(role);
		expect((await world.call("GET", list, undefined, { token })).status).toBe(200);
		expect((await world.call("GET", path, undefined, { token })).status).toBe(200);
		expect((await world.call("PUT", path, policyInput(), { token })).status).toBe(403);
		expect((await world.call("DELETE", path, undefined, { token })).status).toBe(403);
	}
	const token = await world.tokenFor("VERIFIER");
	expect((await world.call("GET", path, undefined, { token })).status).toBe(403);
});
