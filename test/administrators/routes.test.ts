import { describe, expect, it } from "vitest";
import { actorOf, getAdministrator } from "../../src/administrators/administrator";
import { resetAdministrator, setAdministratorStatus } from "../../src/administrators/service";
import { sessionOf } from "../../src/administrators/sessions";
import { createAdministrator, signedIn } from "../support/administrators";
import { createWorld, unique, type World } from "../support/world";

const path = "/api/v1/administrators";
const nameOf = () => `${unique("ada")}@example.com`;

async function eventsOf(world: World, id: string) {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT event_type, event FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY seq",
	)
		.bind(id)
		.all<{ event_type: string; event: string }>();
	return results.map(({ event_type }) => event_type);
}

const others = (world: World) =>
	world.ctx.env.bindings.DB.prepare("UPDATE administrators SET status = 'INACTIVE'").run();

describe("administrators", () => {
	it("are invited with a one-time password that is shown once, and whose hash alone is kept", async () => {
		const world = await createWorld();
		const login = nameOf();
		const made = await world.call("POST", path, { login, role: "HELP_DESK" });
		expect(made.status).toBe(200);
		const { oneTimePassword, oneTimePasswordExpires, ...shown } = made.body;
		expect(oneTimePassword).toMatch(/^([a-z2-9]{4}-){6}[a-z2-9]{4}$/);
		expect(Date.parse(oneTimePasswordExpires)).toBe(world.clock.now + 3 * 86_400_000);
		expect(shown).toMatchObject({ login, displayName: login, role: "HELP_DESK", status: "INVITED" });
		expect((await world.call("GET", `${path}/${shown.id}`)).body).toEqual(shown);
		const rows = await world.ctx.env.bindings.DB.prepare("SELECT * FROM administrators").all();
		expect(JSON.stringify(rows.results)).not.toContain(oneTimePassword);
		expect(JSON.stringify(rows.results)).not.toContain(oneTimePassword.replaceAll("-", ""));
		expect(await eventsOf(world, shown.id)).toEqual(["system.administrator.create"]);
	});

	it("have a login once, in whatever letters", async () => {
		const world = await createWorld();
		const login = nameOf();
		await world.call("POST", path, { login, role: "READ_ONLY" });
		const again = await world.call("POST", path, { login: login.toUpperCase(), role: "READ_ONLY" });
		expect([again.status, again.body.errorCode]).toEqual([400, "E0000001"]);
	});

	it.each([{ role: "VERIFIER" }, { role: "READ_ONLY", login: "a b" }, { role: "READ_ONLY", login: "\u202eada" }, {}])(
		"are refused as %j",
		async (input) => {
			const world = await createWorld();
			expect((await world.call("POST", path, { login: nameOf(), role: undefined, ...input })).status).toBe(400);
		},
	);

	it("come in pages", async () => {
		const world = await createWorld();
		for (let index = 0; index < 3; index++) await world.call("POST", path, { login: nameOf(), role: "READ_ONLY" });
		const first = await world.call("GET", `${path}?limit=2`);
		expect(first.body).toHaveLength(2);
		const next = /<https:\/\/otp\.test([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
		expect((await world.call("GET", next)).body[0].id > first.body[1].id).toBe(true);
	});

	it("get another role, which counts in their session at once", async () => {
		const world = await createWorld();
		await createAdministrator(world);
		const { id } = await createAdministrator(world);
		const { cookie } = await signedIn(world, id);
		const request = new Request("https://otp.test/console", { headers: { cookie } });
		expect((await sessionOf(world.ctx, request))?.actor).toMatchObject({ role: "ADMINISTRATOR" });
		const changed = await world.call("POST", `${path}/${id}`, { role: "HELP_DESK", displayName: "Ada" });
		expect(changed.body).toMatchObject({ role: "HELP_DESK", displayName: "Ada" });
		expect((await sessionOf(world.ctx, request))?.actor).toMatchObject({ role: "HELP_DESK", name: "Ada" });
	});

	it("have no permission by default, get some, which count at once, and lose them with a role that only reads", async () => {
		const world = await createWorld();
		await createAdministrator(world);
		const { id } = await createAdministrator(world, "HELP_DESK");
		const { cookie } = await signedIn(world, id);
		const actor = async () =>
			(await sessionOf(world.ctx, new Request("https://otp.test/console", { headers: { cookie } })))?.actor;
		const change = (body: object) => world.call("POST", `${path}/${id}`, body);
		expect((await world.call("GET", `${path}/${id}`)).body.permissions).toEqual([]);
		expect(await actor()).toMatchObject({ permissions: [] });
		const granted = await change({ permissions: ["temporaryAllow", "helpDeskCode"] });
		expect(granted.body.permissions).toEqual(["temporaryAllow", "helpDeskCode"]);
		expect(await actor()).toMatchObject({ role: "HELP_DESK", permissions: ["temporaryAllow", "helpDeskCode"] });
		expect((await change({ displayName: "Ada" })).body.permissions).toHaveLength(2);
		expect((await change({ role: "READ_ONLY", permissions: ["helpDeskCode"] })).body.errorCode).toBe("E0000001");
		expect((await change({ permissions: ["everything"] })).body.errorCode).toBe("E0000001");
		expect((await change({ role: "READ_ONLY" })).body).toMatchObject({ role: "READ_ONLY", permissions: [] });
		expect((await change({ permissions: ["helpDeskCode"] })).body.errorCode).toBe("E0000001");
		const invited = await world.call("POST", path, {
			login: nameOf(),
			role: "ADMINISTRATOR",
			permissions: ["helpDeskCode"],
		});
		expect(invited.body.permissions).toEqual(["helpDeskCode"]);
		const refused = await world.call("POST", path, {
			login: nameOf(),
			role: "READ_ONLY",
			permissions: ["helpDeskCode"],
		});
		expect(refused.body.errorCauses[0].errorSummary).toContain("HELP_DESK");
	});

	it("lose their sessions when they are deactivated, and may come back with their password", async () => {
		const world = await createWorld();
		await createAdministrator(world);
		const { id } = await createAdministrator(world);
		const { cookie } = await signedIn(world, id);
		const request = new Request("https://otp.test/console", { headers: { cookie } });
		expect((await world.call("POST", `${path}/${id}/lifecycle/deactivate`)).body.status).toBe("INACTIVE");
		expect((await world.call("POST", `${path}/${id}/lifecycle/deactivate`)).body.status).toBe("INACTIVE");
		expect(await sessionOf(world.ctx, request)).toBeNull();
		expect((await world.call("POST", `${path}/${id}/lifecycle/activate`)).body.status).toBe("ACTIVE");
		expect(await sessionOf(world.ctx, request)).toBeNull();
		expect((await eventsOf(world, id)).filter((type) => type.endsWith("activate"))).toEqual([
			"system.administrator.deactivate",
			"system.administrator.activate",
		]);
	});

	it("are invited again after a deactivation before their first sign-in", async () => {
		const world = await createWorld();
		const { id } = (await world.call("POST", path, { login: nameOf(), role: "READ_ONLY" })).body;
		await world.call("POST", `${path}/${id}/lifecycle/deactivate`);
		expect((await world.call("POST", `${path}/${id}/lifecycle/activate`)).body.status).toBe("INVITED");
	});

	it("keep one who can come in: of two who are deactivated at once, one stays", async () => {
		const world = await createWorld();
		await others(world);
		const [ada, bob] = [await createAdministrator(world), await createAdministrator(world)];
		const answers = await Promise.all(
			[ada, bob].map(({ id }) => world.call("POST", `${path}/${id}/lifecycle/deactivate`)),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
		const left = answers[0]?.status === 400 ? ada : bob;
		const weaker = await world.call("POST", `${path}/${left.id}`, { role: "READ_ONLY" });
		expect(weaker.body.errorCauses[0].errorSummary).toContain("last active administrator");
		expect((await world.call("POST", `${path}/${left.id}`, { displayName: "Last" })).status).toBe(200);
	});

	it("are reset: password, app, codes and sessions are gone, and a one-time password is there", async () => {
		const world = await createWorld();
		const { id } = await createAdministrator(world);
		const { cookie } = await signedIn(world, id);
		const reset = await world.call("POST", `${path}/${id}/lifecycle/reset`);
		expect(reset.body).toMatchObject({ status: "INVITED", oneTimePassword: expect.any(String) });
		const { DB } = world.ctx.env.bindings;
		for (const table of ["administrator_credentials", "administrator_sessions", "administrator_devices"]) {
			const { results } = await DB.prepare(`SELECT 1 FROM ${table} WHERE administrator_id = ?`).bind(id).all();
			expect(results, table).toEqual([]);
		}
		expect(await sessionOf(world.ctx, new Request("https://otp.test/", { headers: { cookie } }))).toBeNull();
		await world.call("POST", `${path}/${id}/lifecycle/deactivate`);
		expect((await world.call("POST", `${path}/${id}/lifecycle/reset`)).status).toBe(400);
	});

	it("don't lock themselves out: nobody deactivates or resets the own account", async () => {
		const world = await createWorld();
		await createAdministrator(world);
		const { id } = await createAdministrator(world);
		const own = { ...world.ctx, actor: actorOf(await getAdministrator(world.ctx, id)) };
		const changes = [() => setAdministratorStatus(own, id, "INACTIVE"), () => resetAdministrator(own, id)];
		for (const change of changes) {
			await expect(change()).rejects.toMatchObject({ causes: [{ reason: "own-account" }] });
		}
		const before = await getAdministrator(world.ctx, id);
		expect(before.status).toBe("ACTIVE");
	});

	it("are unlocked, which is a log entry", async () => {
		const world = await createWorld();
		const { id } = await createAdministrator(world);
		expect((await world.call("POST", `${path}/${id}/lifecycle/unlock`)).status).toBe(204);
		expect(await eventsOf(world, id)).toContain("user.account.unlock_by_admin");
	});
});
