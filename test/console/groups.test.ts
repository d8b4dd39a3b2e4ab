import { describe, expect, it } from "vitest";
import { createUser } from "../support/otp-tokens";
import { unique } from "../support/world";
import { createConsole, formsOf, readerAs, stepsOf } from "./people";

const everyone = "00gEveryone000000000";

describe("the pages of groups", () => {
	it("add, rename and delete a group, and keep what was typed when the name is taken", async () => {
		const { reader } = await createConsole();
		const name = unique("Crew");
		await reader.open("/console/groups/new");
		const made = await reader.send("save", { name, description: "Who sails" });
		expect(made.html).toContain(`The group ${name} is added.`);
		expect(made.html).toContain("Who sails");
		await reader.open("/console/groups/new");
		const taken = await reader.send("save", { name: name.toUpperCase(), description: "Kept" });
		expect(taken.html).toContain('id="field-name-error"');
		expect(taken.html).toContain(">Kept</textarea>");
		await reader.open(`${made.path}/edit`);
		expect((await reader.send("save", { name: `${name} 2`, description: "" })).html).toContain(
			`The group ${name} 2 is saved.`,
		);
		expect((await reader.open(`/console/groups?q=${name}`)).html).toContain(`${name} 2`);
		const asked = await reader.open(`${made.path}/delete`);
		expect(asked.html).toContain("Nobody is in the group.");
		expect(asked.html).toContain("No policy names the group.");
		const gone = await reader.send("delete", {});
		expect([gone.path, gone.html.includes(`The group ${name} 2 is deleted.`)]).toEqual(["/console/groups", true]);
		expect((await reader.open(made.path)).status).toBe(404);
	});

	it("add and remove members by login, and say before a deletion whom and which policies it touches", async () => {
		const { world, reader } = await createConsole();
		const group = (await world.call("POST", "/api/v1/groups", { profile: { name: unique("Crew") } })).body.id;
		const policy = unique("Policy of sailors");
		await world.call("POST", "/api/v1/policies", {
			type: "MFA_ENROLL",
			name: policy,
			conditions: { people: { groups: { include: [group] } } },
			settings: { type: "AUTHENTICATORS", authenticators: [] },
		});
		const { id, login } = await createUser(world);
		const path = `/console/groups/${group}`;
		expect((await reader.open(path)).html).toContain("Nobody is in the group yet");
		expect((await reader.send("join", { user: login.toUpperCase() })).html).toContain("Ada Lovelace is in the group.");
		const asked = (await reader.open(`${path}/delete`)).html;
		expect(asked).toContain("This touches one person");
		expect(asked).toContain("One policy names the group");
		expect(asked).toContain(policy);
		await reader.open(path);
		expect((await reader.send("join", { user: "nobody@nowhere.example" })).status).toBe(404);
		await reader.open(path);
		expect((await reader.send("leave", { userId: id })).html).toContain("Ada Lovelace is no longer in the group.");
	});

	it("leave the group of everyone as it is", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		const path = `/console/groups/${everyone}`;
		const { html } = await reader.open(path);
		expect([formsOf(html), stepsOf(html, path)]).toEqual([[], []]);
		expect((await reader.send("join", { user: id })).status).toBe(400);
		for (const step of ["edit", "delete"]) expect((await reader.open(`${path}/${step}`)).path).toBe(path);
	});

	it("are looked at by overseers, and changed by administrators", async () => {
		const { world } = await createConsole();
		const group = (await world.call("POST", "/api/v1/groups", { profile: { name: unique("Crew") } })).body.id;
		await world.call("PUT", `/api/v1/groups/${group}/users/${(await createUser(world)).id}`);
		const path = `/console/groups/${group}`;
		const overseer = await readerAs(world, "READ_ONLY");
		const { html } = await overseer.open(path);
		expect([formsOf(html), stepsOf(html, path)]).toEqual([[], []]);
		expect(html).toContain("Ada Lovelace");
		expect((await overseer.send("join", { user: "x" })).status).toBe(403);
		for (const step of ["edit", "delete"]) expect((await overseer.open(`${path}/${step}`)).status).toBe(403);
		expect((await (await readerAs(world, "HELP_DESK")).open(path)).status).toBe(403);
		const administrator = await (await readerAs(world)).open(path);
		expect([formsOf(administrator.html), stepsOf(administrator.html, path)]).toEqual([
			["join", "leave"],
			["delete", "edit"],
		]);
	});
});
