import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createWorld } from "../support/world";

describe("API tokens", () => {
	it("shows a new token once and keeps only its hash", async () => {
		const world = await createWorld();
		const created = await world.call("POST", "/api/v1/api-tokens", { name: "checkout", role: "VERIFIER" });
		expect(created.status).toBe(200);
		expect(created.body.token).toMatch(/^00[A-Za-z0-9]{40}$/);
		const read = await world.call("GET", `/api/v1/api-tokens/${created.body.id}`);
		expect(read.body).toEqual({
			id: created.body.id,
			name: "checkout",
			role: "VERIFIER",
			permissions: [],
			rateLimit: "MEDIUM",
			sourceId: null,
			applicationId: null,
			status: "ACTIVE",
			created: expect.any(String),
			createdBy: { id: expect.stringMatching(/^00T/), displayName: "test ADMINISTRATOR" },
			lastUsed: null,
			revoked: null,
		});
		const rows = await world.ctx.env.bindings.DB.prepare("SELECT * FROM api_tokens").all();
		expect(JSON.stringify(rows.results)).not.toContain(created.body.token);
	});

	it("gives permissions to the help desk and to administrators, and to nobody else", async () => {
		const world = await createWorld();
		const make = (role: string, permissions: string[]) =>
			world.call("POST", "/api/v1/api-tokens", { name: "desk", role, permissions });
		for (const role of ["HELP_DESK", "ADMINISTRATOR"]) {
			const made = await make(role, ["temporaryAllow", "helpDeskCode"]);
			expect(made.body.permissions).toEqual(["temporaryAllow", "helpDeskCode"]);
			const read = await world.call("GET", `/api/v1/api-tokens/${made.body.id}`);
			expect(read.body.permissions).toEqual(["temporaryAllow", "helpDeskCode"]);
		}
		for (const role of ["VERIFIER", "READ_ONLY"]) {
			const refused = await make(role, ["helpDeskCode"]);
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(refused.body.errorCauses[0].errorSummary).toContain("HELP_DESK");
		}
		expect((await make("HELP_DESK", ["everything"])).status).toBe(400);
	});

	it.each([
		["ssws $", 200],
		["Ssws $", 200],
		["sSwS   $", 200],
		["SSWS \t $", 200],
		["ssws\t$", 200],
		["  SSWS $  ", 200],
		["SSWS$", 401],
		["SSWS", 401],
		["SSWS: $", 401],
		["SSWS $ $", 401],
		["Bearer $", 401],
		["$", 401],
	])("reads `Authorization: %s` as RFC 9110 writes it: %i", async (written, status) => {
		const world = await createWorld();
		const headers = { authorization: written.replaceAll("$", world.token) };
		expect((await world.call("GET", "/api/v1/groups", undefined, { token: null, headers })).status).toBe(status);
	});

	it("refuses a revoked token after 30 seconds in an isolate that remembered it", async () => {
		const world = await createWorld();
		const made = await world.call("POST", "/api/v1/api-tokens", { name: "reader", role: "READ_ONLY" });
		const { id, token } = made.body;
		expect((await world.call("GET", "/api/v1/api-tokens", undefined, { token })).status).toBe(403);
		// Not through the API: this isolate would forget the token at once.
		await world.ctx.env.bindings.DB.prepare("UPDATE api_tokens SET revoked_at = 1 WHERE id = ?").bind(id).run();
		world.clock.now += 29_999;
		expect((await world.call("GET", "/api/v1/api-tokens", undefined, { token })).body.errorCode).toBe("E0000006");
		world.clock.now += 1;
		expect((await world.call("GET", "/api/v1/api-tokens", undefined, { token })).body.errorCode).toBe("E0000011");
	});

	it("refuses at once a token that is revoked here after it was revoked elsewhere", async () => {
		const world = await createWorld();
		const made = await world.call("POST", "/api/v1/api-tokens", { name: "reader", role: "READ_ONLY" });
		const ask = () => world.call("GET", "/api/v1/groups", undefined, { token: made.body.token });
		expect((await ask()).status).toBe(200);
		await env.DB.prepare("UPDATE api_tokens SET revoked_at = 1 WHERE id = ?").bind(made.body.id).run();
		expect((await world.call("DELETE", `/api/v1/api-tokens/${made.body.id}`)).status).toBe(204);
		expect((await ask()).body.errorCode).toBe("E0000011");
	});

	it("refuses at once where it was revoked, and logs it once", async () => {
		const world = await createWorld();
		const made = await world.call("POST", "/api/v1/api-tokens", { name: "short-lived", role: "ADMINISTRATOR" });
		const token = made.body.token;
		expect((await world.call("GET", "/api/v1/api-tokens", undefined, { token })).status).toBe(200);
		expect((await world.call("DELETE", `/api/v1/api-tokens/${made.body.id}`)).status).toBe(204);
		expect((await world.call("DELETE", `/api/v1/api-tokens/${made.body.id}`)).status).toBe(204);
		expect((await world.call("GET", "/api/v1/api-tokens", undefined, { token })).status).toBe(401);
		const { results } = await world.ctx.env.bindings.DB.prepare(
			"SELECT event FROM log_events WHERE event_type = 'system.api_token.revoke' AND event ->> '$.target[0].id' = ?",
		)
			.bind(made.body.id)
			.all();
		expect(results).toHaveLength(1);
	});

	it("keeps the last administrator's token", async () => {
		const world = await createWorld();
		await world.ctx.env.bindings.DB.prepare("UPDATE api_tokens SET revoked_at = 1 WHERE role = 'ADMINISTRATOR'").run();
		const token = await world.tokenFor("ADMINISTRATOR");
		const tokens: { id: string; role: string; status: string }[] = (
			await world.call("GET", "/api/v1/api-tokens", undefined, { token })
		).body;
		const own = tokens.find((listed) => listed.role === "ADMINISTRATOR" && listed.status === "ACTIVE");
		const refused = await world.call("DELETE", `/api/v1/api-tokens/${own?.id}`, undefined, { token });
		expect(refused.status).toBe(400);
		expect(refused.body.errorCauses[0].errorSummary).toContain("last administrator");
	});

	it("answers 403 without a header and 401 with a token nobody gave out", async () => {
		const world = await createWorld();
		const none = await world.call("GET", "/api/v1/api-tokens", undefined, { token: null });
		expect([none.status, none.body.errorCode]).toEqual([403, "E0000005"]);
		const unknown = await world.call("GET", "/api/v1/api-tokens", undefined, { token: `00${"x".repeat(40)}` });
		expect([unknown.status, unknown.body.errorCode]).toEqual([401, "E0000011"]);
		expect(unknown.headers.get("x-okta-request-id")).toMatch(/^req/);
	});
});
