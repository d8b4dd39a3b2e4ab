import { describe, expect, it } from "vitest";
import { createWorld, unique } from "../support/world";
import { cause, createHook, freeTheActivePlace, hookEvents, hookInput, hooksPath } from "./hooks";

describe("inline hooks", () => {
	it("are created ACTIVE whatever status is asked for, and answered in Okta's shape", async () => {
		const world = await createWorld();
		await freeTheActivePlace(world);
		const input = hookInput({ headers: [{ key: "X-Tenant", value: "7" }] }, { status: "INACTIVE" });
		const created = await world.call("POST", hooksPath, input);
		expect(created.status).toBe(200);
		const { id } = created.body;
		const self = `https://otp.test${hooksPath}/${id}`;
		expect(id).toMatch(/^cal[0-9A-Za-z]{17}$/);
		expect(created.body).toEqual({
			id,
			status: "ACTIVE",
			name: input.name,
			type: "com.okta.telephony.provider",
			version: "1.0.0",
			channel: {
				type: "HTTP",
				version: "1.0.0",
				config: {
					uri: "https://sms.example.com/okta",
					headers: [{ key: "X-Tenant", value: "7" }],
					method: "POST",
					authScheme: { type: "HEADER", key: "Authorization" },
				},
			},
			created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			lastUpdated: created.body.created,
			_links: {
				self: { href: self },
				execute: { href: `${self}/execute`, hints: { allow: ["POST"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
			},
		});
		expect((await world.call("GET", `${hooksPath}/${id}`)).body).toEqual(created.body);
	});

	it("never show, log or store their secret in the clear", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const other = "another-s3cret";
		const updated = await world.call("POST", hook.path, { channel: { config: { authScheme: { value: other } } } });
		const listed = await world.call("GET", hooksPath);
		const { DB } = world.ctx.env.bindings;
		const stored = await DB.prepare("SELECT * FROM inline_hooks WHERE id = ?").bind(hook.id).all();
		const seen = JSON.stringify([updated.body, listed.body, stored.results, await hookEvents(world, hook.id)]);
		expect(updated.status).toBe(200);
		expect(seen).not.toMatch(/s3cret/);
		expect(stored.results[0]?.auth_value_sealed).toMatch(/^v1\.test\./);
	});

	it("are listed by type", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const ids = async (query: string) =>
			(await world.call("GET", `${hooksPath}${query}`)).body.map((row: { id: string }) => row.id);
		expect(await ids("")).toContain(hook.id);
		expect(await ids("?type=com.okta.telephony.provider")).toContain(hook.id);
		expect(await ids("?type=com.okta.saml.tokens.transform")).toEqual([]);
	});

	it("are created INACTIVE beside an active one, which the log tells, and can be switched to", async () => {
		const world = await createWorld();
		const active = await createHook(world);
		const beside = [];
		for (const more of [{}, { status: "ACTIVE" }]) {
			const { status, body } = await world.call("POST", hooksPath, hookInput({}, more));
			expect([status, body.status]).toEqual([200, "INACTIVE"]);
			expect(Object.keys(body._links)).toEqual(["self", "activate", "delete"]);
			const [created] = await hookEvents(world, body.id);
			expect(created).toMatchObject({
				eventType: "inline_hook.created",
				outcome: { result: "SUCCESS", reason: "ANOTHER_HOOK_IS_ACTIVE" },
			});
			beside.push(`${hooksPath}/${body.id}`);
		}
		expect((await hookEvents(world, active.id))[0].outcome).toEqual({ result: "SUCCESS", reason: null });
		const refused = await world.call("POST", `${beside[0]}/lifecycle/activate`);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(cause(refused)).toContain("Another telephony hook is active");
		await world.call("POST", `${active.path}/lifecycle/deactivate`);
		expect((await world.call("POST", `${beside[0]}/lifecycle/activate`)).body.status).toBe("ACTIVE");
	});

	it("still need a name of their own beside an active one", async () => {
		const world = await createWorld();
		const active = await createHook(world);
		const refused = await world.call("POST", hooksPath, hookInput({}, { name: active.name }));
		expect([refused.status, cause(refused)]).toEqual([400, expect.stringMatching(/^name: /)]);
	});

	it("make exactly one of ten parallel creations active", async () => {
		const world = await createWorld();
		await freeTheActivePlace(world);
		const answers = await Promise.all(Array.from({ length: 10 }, () => world.call("POST", hooksPath, hookInput())));
		expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
		expect(answers.filter(({ body }) => body.status === "ACTIVE")).toHaveLength(1);
		expect(answers.filter(({ body }) => body.status === "INACTIVE")).toHaveLength(9);
	});

	it("have their own word for a call, which shows once it is set, and goes with a replacement", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const wordOf = ({ body }: { body: { channel: { config: { callWord?: string } } } }) => body.channel.config.callWord;
		expect(wordOf(await world.call("GET", hook.path))).toBeUndefined();
		const changed = await world.call("POST", hook.path, { channel: { config: { callWord: "Voice" } } });
		expect(wordOf(changed)).toBe("Voice");
		expect(wordOf(await world.call("POST", hook.path, { name: unique("Carrier") }))).toBe("Voice");
		expect(wordOf(await world.call("PUT", hook.path, hookInput()))).toBeUndefined();
		expect(wordOf(await world.call("POST", hook.path, { channel: { config: { callWord: "CALL" } } }))).toBe("CALL");
		expect(wordOf(await world.call("POST", hook.path, { channel: { config: { callWord: null } } }))).toBeUndefined();
	});

	it.each(["", "SMS", "sms", " Voice", "Voice1", "通話", 7, "V".repeat(33)])("refuse the word %j", async (callWord) => {
		const world = await createWorld();
		const refused = await world.call("POST", hooksPath, hookInput({ callWord }));
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
	});

	it("lets exactly one of two parallel activations through, ten times over", async () => {
		const world = await createWorld();
		const first = await createHook(world);
		const second = await createHook(world);
		for (let round = 0; round < 10; round++) {
			await freeTheActivePlace(world);
			const answers = await Promise.all(
				[first, second].map((hook) => world.call("POST", `${hook.path}/lifecycle/activate`)),
			);
			expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400]);
			const hooks: { status: string }[] = (await world.call("GET", hooksPath)).body;
			expect(hooks.filter((hook) => hook.status === "ACTIVE")).toHaveLength(1);
		}
	});

	it("are switched off and on, which is logged once each", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		for (const verb of ["deactivate", "deactivate", "activate", "activate", "deactivate"]) {
			const answer = await world.call("POST", `${hook.path}/lifecycle/${verb}`);
			expect([answer.status, answer.body.status]).toEqual([200, verb === "activate" ? "ACTIVE" : "INACTIVE"]);
		}
		expect(Object.keys((await world.call("GET", hook.path)).body._links)).toEqual(["self", "activate", "delete"]);
		expect((await hookEvents(world, hook.id)).map((event) => event.eventType)).toEqual([
			"inline_hook.created",
			"inline_hook.deactivated",
			"inline_hook.activated",
			"inline_hook.deactivated",
		]);
	});

	it("are deleted only when inactive", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const refused = await world.call("DELETE", hook.path);
		expect([refused.status, refused.body.errorCode, cause(refused)]).toEqual([
			400,
			"E0000001",
			expect.stringContaining("Deactivate it first"),
		]);
		await world.call("POST", `${hook.path}/lifecycle/deactivate`);
		expect((await world.call("DELETE", hook.path)).status).toBe(204);
		expect((await world.call("GET", hook.path)).status).toBe(404);
		expect((await world.call("DELETE", hook.path)).status).toBe(404);
		expect((await hookEvents(world, hook.id)).at(-1).eventType).toBe("inline_hook.deleted");
	});

	it("are replaced as a whole by PUT, but for status and an omitted secret", async () => {
		const world = await createWorld();
		const hook = await createHook(world, { headers: [{ key: "X-Tenant", value: "7" }] });
		const name = unique("Replaced");
		const replaced = await world.call("PUT", hook.path, {
			name,
			status: "INACTIVE",
			channel: { config: { uri: "https://voice.example.com/", authScheme: { type: "HEADER", key: "X-Key" } } },
		});
		expect(replaced.status).toBe(200);
		expect(replaced.body).toMatchObject({ name, status: "ACTIVE", version: "1.0.0" });
		expect(replaced.body.channel.config).toEqual({
			uri: "https://voice.example.com/",
			headers: [],
			method: "POST",
			authScheme: { type: "HEADER", key: "X-Key" },
		});
		expect((await world.call("GET", hook.path)).body).toEqual(replaced.body);
		expect((await world.call("PUT", hook.path, { name })).status).toBe(400);
		expect((await world.call("PUT", hook.path, hookInput({ authScheme: null }))).status).toBe(400);
	});

	it("keep by POST what is left out", async () => {
		const world = await createWorld();
		const headers = [{ key: "X-Tenant", value: "7" }];
		const hook = await createHook(world, { headers });
		const before = (await world.call("GET", hook.path)).body;
		world.clock.now += 5_000;
		const name = unique("Renamed");
		const renamed = await world.call("POST", hook.path, { name });
		expect(renamed.body).toEqual({ ...before, name, lastUpdated: new Date(world.clock.now).toISOString() });
		const moved = await world.call("POST", hook.path, { channel: { config: { uri: "https://example.org/" } } });
		expect(moved.body.channel.config).toEqual({ ...before.channel.config, uri: "https://example.org/" });
		const bare = await world.call("POST", hook.path, { channel: { config: { headers: null } } });
		expect(bare.body.channel.config.headers).toEqual([]);
		expect((await world.call("POST", hook.path, { channel: { config: { authScheme: null } } })).status).toBe(400);
	});

	it("have names of their own", async () => {
		const world = await createWorld();
		const first = await createHook(world);
		const second = await createHook(world);
		const taken = await world.call("POST", second.path, { name: first.name.toUpperCase() });
		expect([taken.status, taken.body.errorSummary]).toEqual([400, "Api validation failed: name"]);
	});

	it("are changed and executed by administrators, read by readers, and closed to others", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const statuses = async (role: "VERIFIER" | "HELP_DESK" | "READ_ONLY") => {
			const token = await world.tokenFor(role);
			const call = async (method: string, path: string, body?: unknown) =>
				(await world.call(method, path, body, { token })).status;
			return {
				reads: [await call("GET", hooksPath), await call("GET", hook.path), await call("GET", `${hook.path}/metrics`)],
				writes: [
					await call("POST", hooksPath, hookInput()),
					await call("PUT", hook.path, hookInput()),
					await call("POST", hook.path, { name: "x" }),
					await call("POST", `${hook.path}/lifecycle/deactivate`),
					await call("POST", `${hook.path}/lifecycle/activate`),
					await call("POST", `${hook.path}/execute`, {}),
					await call("DELETE", hook.path),
				],
			};
		};
		expect(await statuses("VERIFIER")).toEqual({ reads: Array(3).fill(403), writes: Array(7).fill(403) });
		for (const role of ["HELP_DESK", "READ_ONLY"] as const) {
			expect(await statuses(role)).toEqual({ reads: Array(3).fill(200), writes: Array(7).fill(403) });
		}
	});

	it("that nobody made are 404", async () => {
		const world = await createWorld();
		const path = `${hooksPath}/cal00000000000000000`;
		for (const [method, suffix, body] of [
			["GET", "", undefined],
			["PUT", "", hookInput()],
			["POST", "", { name: "x" }],
			["DELETE", "", undefined],
			["POST", "/lifecycle/activate", undefined],
			["POST", "/lifecycle/deactivate", undefined],
			["POST", "/execute", {}],
			["GET", "/metrics", undefined],
		] as const) {
			const answer = await world.call(method, path + suffix, body);
			expect([method, suffix, answer.status, answer.body.errorCode]).toEqual([method, suffix, 404, "E0000007"]);
		}
	});
});
