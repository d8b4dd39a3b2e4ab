import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { logArrived } from "../support/log-queue";
import { createWorld } from "../support/world";
import { ask, enable, inboxOf, oktaRequest, path, secret, settingsPath } from "./requests";

describe("the Okta receiver", () => {
	it("is off until it is enabled, and never shows its secret", async () => {
		const world = await createWorld();
		const before = { enabled: false, headerName: "Authorization", hasSecret: false, lastUpdated: null };
		expect((await world.call("GET", settingsPath)).body).toEqual({ ...before, url: `https://otp.test${path}` });
		expect((await ask(world, oktaRequest())).status).toBe(404);

		const answer = await enable(world);
		expect(answer.body).toMatchObject({ enabled: true, hasSecret: true });
		const { results } = await env.DB.prepare(
			"SELECT secret_hash AS kept FROM inbound_sources UNION ALL SELECT event FROM log_events",
		).all();
		expect(JSON.stringify([answer.body, results])).not.toContain(secret);
		expect((await ask(world, oktaRequest())).status).toBe(200);
	});

	it("can't be enabled without a secret", async () => {
		const world = await createWorld();
		await env.DB.prepare("UPDATE inbound_sources SET is_enabled = 0, secret_hash = NULL").run();
		const answer = await world.call("PUT", settingsPath, { enabled: true });
		expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000001"]);
		expect((await world.call("GET", settingsPath)).body).toMatchObject({ enabled: false, hasSecret: false });
	});

	it("keeps its secret when a change leaves it out, and answers 404 again once it is disabled", async () => {
		const world = await createWorld();
		await enable(world);
		await world.call("PUT", settingsPath, { enabled: true });
		expect((await ask(world, oktaRequest())).status).toBe(200);
		await world.call("PUT", settingsPath, { enabled: false });
		expect((await ask(world, oktaRequest())).status).toBe(404);
	});

	it("takes the secret from the header that was configured and from no other", async () => {
		const world = await createWorld();
		await enable(world, { headerName: "X-Okta-Secret" });
		expect((await ask(world, oktaRequest())).status).toBe(401);
		const options = { token: null, headers: { "x-okta-secret": secret } };
		expect((await world.call("POST", path, oktaRequest(), options)).status).toBe(200);
	});

	it.each([null, "", "Bearer another-secret-of-16", secret.toLowerCase(), `${secret}x`])(
		"turns away the secret %j without a detail, and before it looks at the body",
		async (given) => {
			const world = await createWorld();
			await enable(world);
			const request = oktaRequest();
			for (const body of [request, { half: true }]) {
				const answer = await ask(world, body, given);
				expect([answer.status, answer.body.errorCode, answer.body.errorCauses]).toEqual([401, "E0000011", []]);
			}
			expect(await inboxOf(world, request.data.messageProfile.phoneNumber)).toEqual([]);
		},
	);

	it("logs that a wrong secret was given, and the caller's address, at most once a minute", async () => {
		const world = await createWorld();
		await enable(world);
		// An hour later, so that wrong secrets of other tests don't count.
		world.clock.now += 3_600_000;
		const startedAt = new Date(world.clock.now).toISOString();
		const knock = async () => {
			const headers = { authorization: "Bearer another-secret-of-16", "cf-connecting-ip": "192.0.2.7" };
			expect((await world.call("POST", path, oktaRequest(), { token: null, headers })).status).toBe(401);
		};
		await Promise.all([knock(), knock(), knock()]);
		world.clock.now += 59_000;
		await knock();
		world.clock.now += 1_000;
		await knock();
		await logArrived();
		const { results } = await env.DB.prepare(
			"SELECT event FROM log_events WHERE event_type = 'system.okta_receiver.denied' ORDER BY published",
		).all<{ event: string }>();
		const events = results.map(({ event }) => JSON.parse(event)).filter(({ published }) => published >= startedAt);
		expect(events).toHaveLength(2);
		expect(events[0]).toMatchObject({
			severity: "WARN",
			client: { ipAddress: "192.0.2.7" },
			outcome: { result: "DENY", reason: "INVALID_SECRET" },
			target: [{ id: "okta", type: "Settings" }],
		});
		expect(JSON.stringify(events)).not.toContain("another-secret");
	});

	it("refuses a body that is no telephony request, and a body that is too large", async () => {
		const world = await createWorld();
		await enable(world);
		expect((await ask(world, { eventId: "x" })).status).toBe(400);
		const options = { token: null, headers: { authorization: secret }, rawBody: `{${" ".repeat(64 * 1024)}}` };
		expect((await world.call("POST", path, undefined, options)).status).toBe(413);
	});

	it("can be changed by administrators only", async () => {
		const world = await createWorld();
		for (const role of ["VERIFIER", "HELP_DESK", "READ_ONLY"] as const) {
			const token = await world.tokenFor(role);
			expect((await world.call("PUT", settingsPath, { enabled: false }, { token })).status).toBe(403);
		}
	});
});
