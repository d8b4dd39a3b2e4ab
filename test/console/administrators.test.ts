import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { getAdministrator } from "../../src/administrators/administrator";
import { administratorsStatement } from "../../src/administrators/overview";
import { inviteAdministrator, setAdministratorStatus } from "../../src/administrators/service";
import { sessionOf } from "../../src/administrators/sessions";
import { signIn } from "../../src/administrators/sign-in";
import { createAdministrator, password, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

async function createSignedIn(world: World, role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR") {
	const ada = await createAdministrator(world, role);
	return { ada, reader: createReader(world, (await signedIn(world, ada.id)).cookie) };
}

const lives = async (world: World, cookie: string) =>
	(await sessionOf(world.ctx, new Request("https://otp.test/", { headers: { cookie } }))) !== null;

const eventsOf = async (id: string) => {
	const { results } = await env.DB.prepare(
		`SELECT event_type, event ->> '$.actor.id' AS actor FROM log_events
			WHERE event ->> '$.target[0].id' = ? ORDER BY seq`,
	)
		.bind(id)
		.all<{ event_type: string; actor: string }>();
	return results;
};

const oneTimePassword = /(?:[a-z2-9]{4}-){6}[a-z2-9]{4}/;
const list = "/console/administrators";

describe("an invitation", () => {
	it("shows a one-time password once, and it lets the invited person in", async () => {
		const world = await createWorld();
		const { ada, reader } = await createSignedIn(world);
		const login = `${unique("new")}@example.com`;
		await reader.open(`${list}/new`);
		const invited = await reader.send("invite", { login, displayName: " ", role: "HELP_DESK" });
		const [given = ""] = oneTimePassword.exec(invited.html) ?? [];
		expect(invited.html).toContain(`${login} is invited.`);
		expect((await reader.open(invited.path)).html).not.toMatch(oneTimePassword);
		expect((await signIn(world.ctx, { login, password: given }, null)).row.stage).toBe("PASSWORD");
		const id = invited.path.split("/").at(-1)!;
		expect(await getAdministrator(world.ctx, id)).toMatchObject({ displayName: login, role: "HELP_DESK" });
		expect(await eventsOf(id)).toEqual([{ event_type: "system.administrator.create", actor: ada.id }]);
	});

	it("comes back with what was typed when it is refused", async () => {
		const world = await createWorld();
		const { ada, reader } = await createSignedIn(world);
		await reader.open(`${list}/new`);
		const wrong: [Record<string, string>, string][] = [
			[{ login: ada.login.toUpperCase() }, "login"],
			[{ login: "two words" }, "login"],
			[{ login: "" }, "login"],
			[{ role: "VERIFIER" }, "role"],
			[{ role: "SOURCE" }, "role"],
		];
		for (const [more, field] of wrong) {
			const input = { login: `${unique("x")}@example.com`, displayName: "Bob <b>", role: "READ_ONLY", ...more };
			const { status, html } = await reader.send("invite", input);
			expect([status, html.includes(`id="field-${field}-error"`)], JSON.stringify(more)).toEqual([400, true]);
			expect(html).toContain('value="Bob &lt;b&gt;"');
		}
	});
});

describe("an administrator", () => {
	it("is given another name and role, which count at once", async () => {
		const world = await createWorld();
		const { reader } = await createSignedIn(world);
		const bob = await createSignedIn(world, "HELP_DESK");
		expect((await bob.reader.open(list)).status).toBe(403);
		await reader.open(`${list}/${bob.ada.id}/edit`);
		const changed = await reader.send("save", { displayName: "Bob", role: "ADMINISTRATOR" });
		expect(changed.html).toContain("Bob is changed.");
		expect((await bob.reader.open(list)).status).toBe(200);
	});

	it("is deactivated, signed out everywhere, and comes back with the password from before", async () => {
		const world = await createWorld();
		const { ada, reader } = await createSignedIn(world);
		const bob = await createAdministrator(world, "READ_ONLY");
		const { cookie } = await signedIn(world, bob.id);
		const asked = await reader.open(`${list}/${bob.id}/deactivate`);
		expect(asked.html).toContain("1 session ends at once.");
		expect((await reader.send("deactivate", {})).html).toContain("is deactivated, and signed out everywhere.");
		expect(await lives(world, cookie)).toBe(false);
		await expect(signIn(world.ctx, { login: bob.login, password }, null)).rejects.toThrow();
		await reader.open(`${list}/${bob.id}/activate`);
		expect((await reader.send("activate", {})).html).toContain("is activated.");
		await signIn(world.ctx, { login: bob.login, password }, null);
		expect(await eventsOf(bob.id)).toContainEqual({ event_type: "system.administrator.deactivate", actor: ada.id });
	});

	it("is reset: password, app and sessions go, and a one-time password is shown once", async () => {
		const world = await createWorld();
		const { reader } = await createSignedIn(world);
		const bob = await createAdministrator(world);
		const { cookie } = await signedIn(world, bob.id);
		await reader.open(`${list}/${bob.id}/reset`);
		const reset = await reader.send("reset", {});
		const [given = ""] = oneTimePassword.exec(reset.html) ?? [];
		expect(await lives(world, cookie)).toBe(false);
		await expect(signIn(world.ctx, { login: bob.login, password }, null)).rejects.toThrow();
		expect((await signIn(world.ctx, { login: bob.login, password: given }, null)).row.stage).toBe("PASSWORD");
		expect((await reader.open(reset.path)).html).not.toMatch(oneTimePassword);
	});

	it("is signed out of one session, of all, and unlocked", async () => {
		const world = await createWorld();
		const { reader } = await createSignedIn(world);
		const bob = await createAdministrator(world);
		const sessions = await Promise.all([1, 2, 3].map(() => signedIn(world, bob.id)));
		const alive = () => Promise.all(sessions.map(({ cookie }) => lives(world, cookie)));
		await reader.open(`${list}/${bob.id}`);
		const ended = await reader.send("end", { sessionId: sessions[1]!.session.id });
		expect(ended.html).toContain("The session has ended.");
		expect(await alive()).toEqual([true, false, true]);
		expect((await reader.send("end", { sessionId: sessions[1]!.session.id })).status).toBe(404);
		await reader.open(`${list}/${bob.id}`);
		expect((await reader.send("unlock", {})).html).toContain("are cleared.");
		expect((await reader.send("end-all", {})).html).toContain("is signed out everywhere.");
		expect(await alive()).toEqual([false, false, false]);
	});

	it("stays an active administrator when it is the last one, also when all are removed at once", async () => {
		const world = await createWorld();
		await env.DB.prepare("UPDATE administrators SET status = 'INACTIVE'").run();
		const two = [await createSignedIn(world), await createSignedIn(world)];
		// Each removes the other.
		const answers = await Promise.all(
			two.map(async ({ reader }, index) => {
				await reader.open(`${list}/${two[1 - index]!.ada.id}/deactivate`);
				return reader.send("deactivate", {});
			}),
		);
		const { results } = await env.DB.prepare(
			"SELECT id FROM administrators WHERE status = 'ACTIVE' AND role = 'ADMINISTRATOR'",
		).all<{ id: string }>();
		expect(results).toHaveLength(1);
		expect(answers.filter(({ status, html }) => status === 200 && html.includes("is deactivated"))).toHaveLength(1);

		const last = two.find(({ ada }) => ada.id === results[0]!.id)!;
		await last.reader.open(`${list}/${last.ada.id}/edit`);
		const refused = await last.reader.send("save", { displayName: "Last", role: "READ_ONLY" });
		expect([refused.status, refused.html.includes("The last active administrator stays")]).toEqual([400, true]);
		const { csrf } = await last.reader.open("/console/account");
		for (const action of ["deactivate", "reset"]) {
			const { status } = await world.call("POST", `${list}/${last.ada.id}/${action}`, undefined, {
				token: null,
				rawBody: new URLSearchParams({ _csrf: csrf, _action: action }),
				headers: { cookie: last.reader.cookies(), "sec-fetch-site": "same-origin" },
			});
			expect(status, action).toBe(400);
		}
	});
});

describe("what lets somebody in", () => {
	it.each([
		["new", "invite", { login: "eve@example.com", displayName: "", role: "ADMINISTRATOR" }],
		["{id}/edit", "save", { displayName: "Eve", role: "ADMINISTRATOR" }],
		["{id}/activate", "activate", {}],
		["{id}/reset", "reset", {}],
	])("asks for password and code five minutes after a proof: %s", async (page, action, input) => {
		const world = await createWorld();
		const { reader } = await createSignedIn(world);
		const bob = await createAdministrator(world, "HELP_DESK");
		if (action === "activate") await setAdministratorStatus(world.ctx, bob.id, "INACTIVE");
		const before = await getAdministrator(world.ctx, bob.id);
		const path = `${list}/${page.replace("{id}", bob.id)}`;
		await reader.open(path);
		world.clock.now += 5 * 60_000;
		const prove = `/console/account/prove?next=${encodeURIComponent(path)}`;
		expect((await reader.send(action, input)).path).toBe(prove);
		expect((await reader.open(path)).path).toBe(prove);
		expect(await getAdministrator(world.ctx, bob.id)).toEqual(before);
	});
});

describe("the pages of the administrators", () => {
	it.each(["HELP_DESK", "READ_ONLY"] as const)("are closed for %s, who can't lift the own role", async (role) => {
		const world = await createWorld();
		const { ada, reader } = await createSignedIn(world, role);
		const { csrf } = await reader.open("/console/account");
		const before = await getAdministrator(world.ctx, ada.id);
		for (const path of [
			"",
			"/new",
			...["", "/edit", "/activate", "/deactivate", "/reset"].map((end) => `/${ada.id}${end}`),
		])
			expect((await reader.open(list + path)).status, path).toBe(403);
		for (const [path, action] of [
			["/new", "invite"],
			[`/${ada.id}`, "end-all"],
			[`/${ada.id}`, "unlock"],
			[`/${ada.id}/edit`, "save"],
			[`/${ada.id}/reset`, "reset"],
			[`/${ada.id}/activate`, "activate"],
			[`/${ada.id}/deactivate`, "deactivate"],
		] as const) {
			const fields = {
				_csrf: csrf,
				_action: action,
				login: "eve@example.com",
				displayName: "Eve",
				role: "ADMINISTRATOR",
			};
			const { status } = await world.call("POST", list + path, undefined, {
				token: null,
				rawBody: new URLSearchParams(fields),
				headers: { cookie: reader.cookies(), "sec-fetch-site": "same-origin" },
			});
			expect(status, action).toBe(403);
		}
		expect(await getAdministrator(world.ctx, ada.id)).toEqual(before);
	});

	it("show roles, states, ways to sign in and the last visit, in one query for the whole list", async () => {
		const world = await createWorld();
		const { ada, reader } = await createSignedIn(world);
		const { row } = await inviteAdministrator(world.ctx, { login: unique("waits"), role: "READ_ONLY" });
		await setAdministratorStatus(world.ctx, row.id, "INACTIVE");
		const { html } = await reader.open(list);
		const [own = ""] = html.split("<tr>").filter((part) => part.includes(ada.id));
		for (const shown of ["(You)", "Active", "Password", "Authenticator app", "now"]) expect(own).toContain(shown);
		const inactive = (await reader.open(`${list}?status=INACTIVE&role=READ_ONLY`)).html;
		expect(inactive).toContain(row.login);
		expect(inactive).toContain("None yet");
		expect(inactive).not.toContain(ada.id);
		expect((await reader.open(`${list}?status=INVITED&role=ADMINISTRATOR&after=zzz`)).html).toContain(
			"Clear the filter",
		);
		expect((await reader.open(`${list}?language=ja`)).html).toContain("管理者を招待");
	});

	it("have no secret in their source", async () => {
		const world = await createWorld();
		const { reader } = await createSignedIn(world);
		const bob = await createAdministrator(world);
		const { session } = await signedIn(world, bob.id);
		const row = await getAdministrator(world.ctx, bob.id);
		const app = await env.DB.prepare("SELECT secret_sealed FROM administrator_credentials WHERE administrator_id = ?")
			.bind(bob.id)
			.first<string>("secret_sealed");
		for (const path of ["", `/${bob.id}`, `/${bob.id}/edit`, `/${bob.id}/reset`]) {
			const { html } = await reader.open(list + path);
			for (const secret of [row.passwordSealed, session.tokenHash, app]) expect(html).not.toContain(secret);
		}
	});

	it("read their list by indexes alone", async () => {
		const { ctx } = await createWorld();
		const { sql, params } = administratorsStatement(ctx, { after: "adm", limit: 50 }, { status: "ACTIVE" }).toSQL();
		const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
			.bind(...params)
			.all<{ detail: string }>();
		const scans = results.map(({ detail }) => detail).filter((detail) => /^(SCAN|SEARCH) administrator/.test(detail));
		expect(scans.length).toBeGreaterThanOrEqual(4);
		for (const scan of scans) expect(scan).toMatch(/^SEARCH .* (INDEX|PRIMARY KEY)/);
	});
});
