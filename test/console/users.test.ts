import { describe, expect, it } from "vitest";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { unique } from "../support/world";
import { createConsole, formsOf, readerAs, stepsOf } from "./people";

const roles = ["HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const;

describe("the list of users", () => {
	it("finds by the start of a login or name, says so, and keeps what was asked", async () => {
		const { world, reader } = await createConsole();
		const name = unique("Quill");
		const { id } = await createUser(world, { firstName: name });
		const { html } = await reader.open(`/console/users?q=${name.slice(0, -1)}`);
		expect(html).toContain(`href="/console/users/${id}"`);
		expect(html).toContain(`Logins and names that begin with “${name.slice(0, -1)}”`);
		expect(html).toContain(`value="${name.slice(0, -1)}"`);
		const nothing = (await reader.open(`/console/users?q=${name}x&status=ACTIVE`)).html;
		expect(nothing).toContain("Nothing found");
		expect(nothing).toContain("Clear the filter");
		expect(nothing).toContain('<option value="ACTIVE" selected');
		expect((await reader.open("/console/users?q=%3Cscript%3E&language=ja")).html).toContain(
			"「&lt;script&gt;」で始まる",
		);
	});

	it("goes on page by page, and keeps the filter", async () => {
		const { world, reader } = await createConsole();
		const name = unique("Page");
		for (let index = 0; index < 51; index++) await createUser(world, { firstName: name });
		const first = await reader.open(`/console/users?q=${name}&status=ACTIVE`);
		const links = ({ html }: typeof first) => html.match(/href="\/console\/users\/00u\w+"/g) ?? [];
		expect(links(first)).toHaveLength(50);
		const next = /href="([^"]+)" rel="next"/.exec(first.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
		expect(next).toContain(`q=${name}&status=ACTIVE&after=`);
		const second = await reader.open(next);
		expect(links(second)).toHaveLength(1);
		expect(links(first)).not.toContain(links(second)[0]);
		expect(second.html).toContain("First page");
	});

	it("shows the help desk whom it names exactly, and nobody else", async () => {
		const { world, reader } = await createConsole("HELP_DESK");
		const { id, login } = await createUser(world, { firstName: "Quentin" });
		for (const path of [
			"/console/users",
			"/console/users?q=Quent",
			`/console/users?q=${login.slice(0, 8)}`,
			"/console/users?status=ACTIVE",
		]) {
			expect((await reader.open(path)).html, path).not.toContain("/console/users/00u");
		}
		for (const q of [login, id])
			expect((await reader.open(`/console/users?q=${q}`)).html).toContain(`/console/users/${id}`);
		for (const path of ["/console/users/new", "/console/groups"])
			expect((await reader.open(path)).status, path).toBe(403);
	});

	it.each(roles)("is what the search of the top bar finds for a %s", async (role) => {
		const { world, reader } = await createConsole(role);
		const { id, login } = await createUser(world);
		const link = `href="/console/users/${id}"`;
		expect((await reader.open(`/console/find?q=${login}`)).html).toContain(link);
		expect((await reader.open(`/console/find?q=${id}`)).html).toContain(link);
		const byStart = (await reader.open(`/console/find?q=${login.slice(0, -2)}`)).html;
		if (role === "HELP_DESK") expect(byStart).not.toContain(link);
		else expect(byStart).toContain(link);
	});
});

describe("the page of a person", () => {
	it("offers each role what it may do, and nothing more", async () => {
		const { world } = await createConsole();
		const { user, factorId } = await createTokenUser(world);
		await world.call("POST", "/api/v1/groups", { profile: { name: unique("Group") } });
		const path = `/console/users/${user.id}`;
		const seen = async (role: (typeof roles)[number]) => {
			const { html } = await (await readerAs(world, role)).open(path);
			return { forms: formsOf(html), steps: stepsOf(html, path) };
		};
		const care = [`factors/${factorId}`, `factors/${factorId}/remove`, "reset-factors", "suspend"];
		expect(await seen("READ_ONLY")).toEqual({ forms: [], steps: [] });
		expect(await seen("HELP_DESK")).toEqual({ forms: ["check"], steps: care.toSorted() });
		const enroll = ["app", "email", "phone", "token"].map((kind) => `enroll/${kind}`);
		expect(await seen("ADMINISTRATOR")).toEqual({
			forms: ["check", "join"],
			steps: [...care, ...enroll, "deactivate", "profile"].toSorted(),
		});
	});

	it("takes no action that a role may not do, whatever form is sent", async () => {
		const { world } = await createConsole();
		const { user, factorId, code } = await createTokenUser(world);
		const path = `/console/users/${user.id}`;
		const tries = [
			["activate", {}],
			["unsuspend", {}],
			["unlock", {}],
			["send", { factorId }],
			["check", { factorId, passCode: code() }],
			["join", { group: "Everyone" }],
			["leave", { groupId: "00gNobody00000000000" }],
		] as const;
		const refused = async (role: (typeof roles)[number]) => {
			const reader = await readerAs(world, role);
			const names = [];
			for (const [name, fields] of tries) {
				await reader.open(path);
				if ((await reader.send(name, fields)).status === 403) names.push(name);
			}
			return names;
		};
		expect(await refused("READ_ONLY")).toEqual(tries.map(([name]) => name));
		expect(await refused("HELP_DESK")).toEqual(["activate", "join", "leave"]);
	});

	it("shows addresses and numbers masked, and no secret of any factor", async () => {
		const { world, reader } = await createConsole();
		const { user, secret } = await createTokenUser(world);
		await world.call("POST", `/api/v1/users/${user.id}`, {
			profile: { mobilePhone: "+819012345678", email: "ada@secret.example" },
		});
		await world.call("POST", `/api/v1/users/${user.id}/factors?activate=true`, {
			factorType: "sms",
			provider: "OKTA",
			profile: { phoneNumber: "+819012345678" },
		});
		const { html } = await reader.open(`/console/users/${user.id}`);
		expect(html).toContain("SMS to +8190******78");
		expect(html).toContain("a***@secret.example");
		const hex = [...secret].map((byte) => byte.toString(16).padStart(2, "0")).join("");
		for (const hidden of ["819012345678", "ada@secret", hex, "v1."]) expect(html).not.toContain(hidden);
	});

	it("checks a code, which then is used, and counts a wrong one", async () => {
		const { world, reader } = await createConsole("HELP_DESK");
		const { user, factorId, code, wrongCode } = await createTokenUser(world);
		const path = `/console/users/${user.id}`;
		await reader.open(path);
		const right = await reader.send("check", { factorId, passCode: `${code().slice(0, 3)} ${code().slice(3)}` });
		expect(right.html).toContain("The code is right. It counts as used now.");
		const again = await reader.send("check", { factorId, passCode: code() });
		expect(again.html).toContain("Each code can only be used once.");
		const wrong = await reader.send("check", { factorId, passCode: wrongCode() });
		expect(wrong.status).toBe(403);
		expect(wrong.html).not.toContain(wrongCode());
		expect((await reader.open(path)).html).toMatch(/[12] of 5 within five minutes/);
		await world.shipLog(user.id);
		const { html } = await reader.open(path);
		expect(html.match(/Authentication of a user by a second factor/g)?.length).toBeGreaterThanOrEqual(2);
		expect(html).toContain("INVALID_CREDENTIALS");
	});

	it("says why a person is locked, and unlocks as far as the role goes", async () => {
		const { world, reader } = await createConsole();
		const { user, factorId, wrongCode, verify } = await createTokenUser(world);
		const path = `/console/users/${user.id}`;
		for (let index = 0; index < 5; index++) await verify(wrongCode());
		const locked = (await reader.open(path)).html;
		expect(locked).toContain("Locked after too many failed attempts");
		expect(locked).toContain("and those in a row.");
		const helpDesk = await readerAs(world, "HELP_DESK");
		expect((await helpDesk.open(path)).html).toContain("three times an hour for one person");
		expect((await helpDesk.send("check", { factorId, passCode: wrongCode() })).status).toBe(429);
		const cleared = (await helpDesk.send("unlock", {})).html;
		expect(cleared).toContain("The failed attempts of Ada Lovelace are cleared.");
		expect(cleared).toContain("5 failures in a row");
		await reader.open(path);
		expect((await reader.send("unlock", {})).html).toContain("No failed attempt counts against this person.");
	});

	it("leads through a user's life, and asks once more before each step that takes something away", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		const path = `/console/users/${id}`;
		const confirm = async (step: string) => {
			const asked = await reader.open(`${path}/${step}`);
			expect(asked.html).toContain("This touches one person");
			return (await reader.send(step, {})).html;
		};
		expect(await confirm("suspend")).toContain("Ada Lovelace is suspended.");
		expect((await reader.open(path)).html).toContain("Suspended: no code is sent or verified");
		expect((await reader.send("unsuspend", {})).html).toContain("The suspension of Ada Lovelace has ended.");
		expect((await reader.open(`${path}/delete`)).path).toBe(path);
		expect(await confirm("deactivate")).toContain("Ada Lovelace is deactivated.");
		expect((await reader.open(`${path}/suspend`)).path).toBe(path);
		expect((await reader.open(path)).html).toContain("/delete");
		expect(await confirm("delete")).toContain("Ada Lovelace is deleted.");
		expect((await reader.open(path)).status).toBe(404);
	});

	it("deletes nobody who was activated again while the question stood", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		await world.call("POST", `/api/v1/users/${id}/lifecycle/deactivate`);
		await reader.open(`/console/users/${id}/delete`);
		await world.call("POST", `/api/v1/users/${id}/lifecycle/activate`);
		await reader.send("delete", {});
		expect((await world.call("GET", `/api/v1/users/${id}`)).body.status).toBe("ACTIVE");
	});

	it("puts a person into groups and takes them out again", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		const name = unique("Crew");
		const group = (await world.call("POST", "/api/v1/groups", { profile: { name } })).body.id;
		await reader.open(`/console/users/${id}`);
		expect((await reader.send("join", { group: name.toUpperCase() })).html).toContain(`Added to ${name}.`);
		expect((await reader.send("leave", { groupId: group })).html).toContain(`Removed from ${name}.`);
		expect((await reader.send("join", { group: unique("no such group") })).status).toBe(404);
	});

	it.each(["en", "ja"])("reads in one language: %s", async (language) => {
		const { world, reader } = await createConsole();
		const { user } = await createTokenUser(world);
		for (const step of ["", "/profile", "/suspend", "/enroll/token", "/enroll/phone", "/enroll/email", "/enroll/app"]) {
			const { html, status } = await reader.open(`/console/users/${user.id}${step}?language=${language}`);
			expect(status, step).toBe(200);
			expect(html).toContain(`<html lang="${language}"`);
			expect(html).not.toMatch(/undefined|\[object/);
		}
	});
});

describe("adding and editing a user", () => {
	it("adds a staged user into a group, and keeps what was typed when the login is taken", async () => {
		const { world, reader } = await createConsole();
		const group = (await world.call("POST", "/api/v1/groups", { profile: { name: unique("Crew") } })).body.id;
		const login = `${unique("new")}@example.com`;
		await reader.open("/console/users/new");
		const created = await reader.send("create", { login, firstName: "Nova", email: "", "groupIds.0": group });
		expect(created.html).toContain("Nova is added.");
		const id = created.path.split("/").at(-1);
		expect((await world.call("GET", `/api/v1/users/${id}`)).body).toMatchObject({
			status: "STAGED",
			profile: { email: null },
		});
		expect((await world.call("GET", `/api/v1/groups/${group}/users`)).body).toHaveLength(1);
		await reader.open("/console/users/new");
		const taken = await reader.send("create", { login, lastName: "Kept", email: "no address", activate: "on" });
		expect(taken.status).toBe(400);
		expect(taken.html).toContain('id="field-email-error"');
		const again = await reader.send("create", { login, lastName: "Kept", activate: "on" });
		expect(again.html).toContain('id="field-login-error"');
		expect(again.html).toContain('value="Kept"');
	});

	it("changes what the form holds, and leaves the other attributes", async () => {
		const { world, reader } = await createConsole();
		const { id, login } = await createUser(world, { city: "Osaka", department: "R&D" });
		await reader.open(`/console/users/${id}/profile`);
		const saved = await reader.send("save", {
			login,
			firstName: "Augusta",
			lastName: "",
			department: "",
			email: login,
		});
		expect(saved.html).toContain("The profile of Augusta is saved.");
		const { profile } = (await world.call("GET", `/api/v1/users/${id}`)).body;
		expect(profile).toMatchObject({ firstName: "Augusta", lastName: null, city: "Osaka", email: login });
		expect(profile.department).toBeUndefined();
	});
});
