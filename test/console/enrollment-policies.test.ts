import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createGroup, createPolicy, defaultPolicyId, removeAllPolicies } from "../policies/enrollment/policies";
import { createAdministrator, signedIn } from "../support/administrators";
import { createAuthenticator, createUser } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const list = "/console/enrollment-policies";

async function createReaderOf(world: World, role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

/** Three policies before the default one, and the names of all four in their order. */
async function createOrder(world: World) {
	await removeAllPolicies(world);
	const policies: { id: string }[] = [];
	for (let number = 0; number < 3; number++) policies.push(await createPolicy(world));
	const order = async () => {
		const { results } = await env.DB.prepare("SELECT id FROM enrollment_policies ORDER BY priority").all<{
			id: string;
		}>();
		return results.map(({ id }) => policies.findIndex((policy) => policy.id === id) + 1 || "default");
	};
	return { ids: policies.map(({ id }) => id), order };
}

describe("the list of enrolment policies", () => {
	it("stands in the order in which they are asked, the default policy last", async () => {
		const world = await createWorld();
		const { ids } = await createOrder(world);
		const { html } = await (await createReaderOf(world)).open(list);
		const places = [...ids, defaultPolicyId].map((id) => html.indexOf(`${list}/${id}"`));
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(places[0]).toBeGreaterThan(0);
		expect(html).toContain("Always last");
	});

	it("is closed to the help desk, and shows readers no button that they may not use", async () => {
		const world = await createWorld();
		const { ids } = await createOrder(world);
		expect((await (await createReaderOf(world, "HELP_DESK")).open(list)).status).toBe(403);
		const reader = await createReaderOf(world, "READ_ONLY");
		const seen = await reader.open(list);
		expect(seen.html).not.toContain('value="move"');
		expect((await reader.send("move", { id: ids[0]!, from: "1", to: "2" })).status).toBe(403);
		for (const page of ["new", `${ids[0]}/edit`, `${ids[0]}/deactivate`, `${ids[0]}/delete`]) {
			expect((await reader.open(`${list}/${page}`)).status, page).toBe(403);
		}
		expect((await reader.open(`${list}/${ids[0]}`)).html).not.toContain(`${ids[0]}/delete`);
	});
});

describe("moving a policy", () => {
	it("goes up, down and to a place, says where it is now, and goes back to its row", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { ids, order } = await createOrder(world);
		await reader.open(list);
		const up = await reader.send("move", { id: ids[2]!, from: "3", to: "2" });
		expect(await order()).toEqual([1, 3, 2, "default"]);
		expect(up.html).toMatch(/role="status">New place: 2\. /);
		expect(up.path).toBe(`${list}#order-${ids[2]}`);
		await reader.send("move", { id: ids[0]!, from: "1", to: "2" });
		expect(await order()).toEqual([3, 1, 2, "default"]);
		await reader.send("move", { id: ids[1]!, from: "3", to: "１" });
		expect(await order()).toEqual([2, 3, 1, "default"]);
		await reader.send("move", { id: ids[1]!, from: "1", to: "99" });
		expect(await order()).toEqual([3, 1, 2, "default"]);
	});

	it("is refused where the order has changed meanwhile, and shows the present one", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { ids, order } = await createOrder(world);
		await reader.open(list);
		await reader.send("move", { id: ids[2]!, from: "3", to: "1" });
		const stale = await reader.send("move", { id: ids[2]!, from: "3", to: "2" });
		expect(stale.status).toBe(400);
		expect(stale.html).toContain("has just been changed");
		expect(await order()).toEqual([3, 1, 2, "default"]);
	});

	it("never moves the default policy, and takes no place that is none", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { ids, order } = await createOrder(world);
		await reader.open(list);
		expect((await reader.send("move", { id: defaultPolicyId, from: "4", to: "1" })).status).toBe(400);
		for (const to of ["0", "-1", "x", "1.5", ""]) {
			expect((await reader.send("move", { id: ids[0]!, from: "1", to })).status, to).toBe(400);
		}
		expect(await order()).toEqual([1, 2, 3, "default"]);
	});

	it("leaves places without gaps, however many move at once", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { ids } = await createOrder(world);
		await reader.open(list);
		await Promise.all(
			Array.from({ length: 12 }, (_, index) =>
				reader.send("move", { id: ids[index % 3]!, from: String((index % 3) + 1), to: String((index % 4) + 1) }),
			),
		);
		const { results } = await env.DB.prepare(
			"SELECT priority, is_system FROM enrollment_policies ORDER BY priority",
		).all<{ priority: number; is_system: number }>();
		expect(results.map(({ priority }) => priority)).toEqual([1, 2, 3, 4]);
		expect(results.at(-1)?.is_system).toBe(1);
	});
});

describe("adding and editing a policy", () => {
	it("sets groups and each authenticator by its own name", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const groupId = await createGroup(world);
		const [fob, card] = [await createAuthenticator(world), await createAuthenticator(world)];
		const { html } = await reader.open(`${list}/new`);
		const { name: fobName } = (await world.call("GET", `/api/v1/authenticators/${fob}`)).body;
		expect(html).toContain(`>${fobName}</span></label>`);
		const name = unique("Drivers");
		const added = await reader.send("save", {
			name,
			description: "Who drives",
			[`group.${groupId}`]: "on",
			[`authenticator.${fob}`]: "REQUIRED",
			[`authenticator.${card}`]: "NOT_ALLOWED",
			"authenticator.autphonenumber000000": "OPTIONAL",
		});
		expect(added.html).toContain(`${name} is there, and active.`);
		const { body } = await world.call("GET", `/api/v1/policies/${added.path.split("/").at(-1)}`);
		expect(body).toMatchObject({ name, description: "Who drives", status: "ACTIVE" });
		expect(body.conditions.people.groups.include).toEqual([groupId]);
		const settings = body.settings.authenticators as { id?: string; key: string; enroll: { self: string } }[];
		const settingOf = (id: string) => settings.find((one) => one.id === id || one.key === id)?.enroll.self;
		expect([settingOf(fob), settingOf(card), settingOf("phone_number"), settingOf("okta_email")]).toEqual([
			"REQUIRED",
			"NOT_ALLOWED",
			"OPTIONAL",
			"NOT_ALLOWED",
		]);

		const edit = await reader.open(`${added.path}/edit`);
		expect(edit.html).toMatch(new RegExp(`name="group\\.${groupId}" value="on" checked`));
		const saved = await reader.send("save", { name, description: "", [`authenticator.${card}`]: "OPTIONAL" });
		expect(saved.html).toContain(`${name} is saved.`);
		const { body: after } = await world.call("GET", `/api/v1/policies/${added.path.split("/").at(-1)}`);
		expect([after.description, after.conditions.people.groups.include, after.priority]).toEqual([
			null,
			[],
			body.priority,
		]);
	});

	it("gives back what was typed when something is wrong", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const groupId = await createGroup(world);
		const { body } = await createPolicy(world);
		await reader.open(`${list}/new`);
		const fields = {
			description: "Kept",
			[`group.${groupId}`]: "on",
			"authenticator.autphonenumber000000": "REQUIRED",
		};
		const taken = await reader.send("save", { ...fields, name: body.name });
		expect(taken.status).toBe(400);
		expect(taken.html).toContain('href="#field-name"');
		expect(taken.html).toContain('value="Kept"');
		expect(taken.html).toMatch(new RegExp(`name="group\\.${groupId}" value="on" checked`));
		expect(taken.html).toMatch(/value="REQUIRED" selected/);
		expect((await reader.send("save", { ...fields, name: "" })).status).toBe(400);
		const bad = await reader.send("save", {
			...fields,
			name: unique("x"),
			"authenticator.autphonenumber000000": "YES",
		});
		expect(bad.status).toBe(400);
		const gone = await reader.send("save", { ...fields, name: unique("x"), "group.00gNobody": "on" });
		expect(gone.status).toBe(400);
		const unknown = await reader.send("save", { ...fields, name: unique("x"), moreGroups: "No such group" });
		expect(unknown.html).toContain('href="#field-moreGroups"');
	});

	it("takes further groups by name and by id, where there are more than a form can show", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await env.DB.batch(
			Array.from({ length: 110 }, (_, index) =>
				env.DB.prepare(
					`INSERT INTO groups (id, type, name, created_at, last_updated_at, last_membership_updated_at)
						VALUES (?, 'OKTA_GROUP', ?, 0, 0, 0)`,
				).bind(`00g0many${index}`, `Many ${index}`),
			),
		);
		const groupId = await createGroup(world);
		expect((await reader.open(`${list}/new`)).html).toContain('name="moreGroups"');
		const added = await reader.send("save", { name: unique("Many"), moreGroups: `many 109\r\n${groupId}\r\n` });
		const { body } = await world.call("GET", `/api/v1/policies/${added.path.split("/").at(-1)}`);
		expect(body.conditions.people.groups.include.toSorted()).toEqual(["00g0many109", groupId].toSorted());
		await env.DB.prepare("DELETE FROM groups WHERE id LIKE '00g0many%'").run();
	});

	it("leaves name and groups of the default policy as they are", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { html } = await reader.open(`${list}/${defaultPolicyId}/edit`);
		expect(html).toContain("Its name and groups are fixed.");
		expect(html).not.toContain('name="group.');
		const fob = await createAuthenticator(world);
		const saved = await reader.send("save", {
			name: "Default Policy",
			description: "All",
			[`authenticator.${fob}`]: "OPTIONAL",
		});
		expect(saved.html).toContain("Default Policy is saved.");
		expect((await reader.open(`${list}/${defaultPolicyId}`)).html).not.toContain(`${defaultPolicyId}/delete`);
	});
});

describe("one policy", () => {
	it("tells whom it reaches: members whom no earlier active policy holds", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await removeAllPolicies(world);
		const [ada, bob, eve] = [await createUser(world), await createUser(world), await createUser(world)];
		const all = await createGroup(world, ada.id, bob.id, eve.id);
		const some = await createGroup(world, ada.id);
		const first = await createPolicy(world, { groupIds: [some] });
		const second = await createPolicy(world, { groupIds: [all, some] });
		expect((await reader.open(`${list}/${first.id}`)).html).toContain("1 user.");
		const { html } = await reader.open(`${list}/${second.id}`);
		expect(html).toContain("2 users.");
		expect(html).toContain(`/console/users/${eve.id}"`);
		expect(html).not.toContain(`/console/users/${ada.id}"`);

		expect((await reader.open(`${list}/${first.id}/deactivate`)).html).toContain("1 user.");
		expect((await reader.send("deactivate", {})).html).toContain("If it were active:");
		expect((await reader.open(`${list}/${second.id}`)).html).toContain("3 users.");
		await reader.open(`${list}/${first.id}`);
		expect((await reader.send("activate", {})).html).toContain("is active.");
		await reader.open(`${list}/${first.id}/delete`);
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${list}/${first.id}`)).status).toBe(404);
	});

	it("of nobody's groups reaches nobody, and the default policy reaches the rest", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await createUser(world);
		const { id } = await createPolicy(world);
		expect((await reader.open(`${list}/${id}`)).html).toContain("Nobody at the moment.");
		expect((await reader.open(`${list}/${defaultPolicyId}`)).html).toMatch(/\d users?\./);
	});
});

describe("the effect on one user", () => {
	it("names the policy and what it says, in either language, and keeps the name out of the address", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world, "READ_ONLY");
		await removeAllPolicies(world);
		const ada = await createUser(world);
		const fob = await createAuthenticator(world);
		const policy = await createPolicy(world, {
			groupIds: [await createGroup(world, ada.id)],
			settings: { [fob]: "REQUIRED" },
		});
		await reader.open(list);
		const shown = await reader.send("effect", { userId: ada.login });
		expect(shown.status).toBe(200);
		expect(shown.path).toBe(list);
		expect(shown.html).toMatch(new RegExp(`this policy counts: <a href="${list}/${policy.id}"`));
		expect(shown.html).toContain("Required");
		expect(shown.html).toContain("no rule holds");
		await reader.open(`${list}?language=ja`);
		expect((await reader.send("effect", { userId: ada.id })).html).toContain("次のポリシーが適用されます");
		expect((await reader.send("effect", { userId: "nobody" })).status).toBe(400);
	});
});
