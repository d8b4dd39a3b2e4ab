import { describe, expect, it, vi } from "vitest";
import { callHook } from "../../src/hooks/call";
import { previewRequest } from "../../src/hooks/preview";
import { getHook } from "../../src/hooks/service";
import { toTarget } from "../../src/hooks/target";
import { createWorld, type World } from "../support/world";
import { createHook, fakeService, hang, json, secret, successful } from "./hooks";

async function call(world: World, config: Record<string, unknown> = {}) {
	const { id } = await createHook(world, config);
	const hook = toTarget(world.ctx, await getHook(world.ctx, id));
	const user = { id: "00u1", login: "ada@example.com", firstName: "Ada", lastName: "L", phone: "+15551234567" };
	const event = "com.okta.user.telephony.pre-enrollment";
	const payload = previewRequest(world.ctx, hook, { user, event, channel: "SMS", locale: "en" });
	return { payload, outcome: await callHook(world.ctx, hook, payload) };
}

describe("a call to a hook", () => {
	it("is one POST with the secret, the hook's own headers and the payload", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const { payload, outcome } = await call(world, { headers: [{ key: "X-Tenant", value: "7" }] });
		expect(outcome).toEqual({
			ok: true,
			status: "SUCCESSFUL",
			provider: "ACME",
			transactionId: "SM49a8",
			transactionMetadata: "Duration=300ms",
			durationMs: 0,
		});
		expect(service.sent).toEqual([
			{
				url: "https://sms.example.com/okta",
				method: "POST",
				headers: {
					accept: "application/json",
					"content-type": "application/json",
					authorization: secret,
					"x-tenant": "7",
				},
				body: JSON.stringify(payload),
				redirect: "manual",
			},
		]);
	});

	it("is timed by the context's clock", async () => {
		const world = await createWorld({
			fetch: async () => {
				world.clock.now += 250;
				return json(successful);
			},
		});
		expect((await call(world)).outcome.durationMs).toBe(250);
	});

	it.each([
		["a redirect", () => new Response(null, { status: 302, headers: { location: "http://127.0.0.1/" } }), "redirect"],
		["an error", () => json(successful, 500), "status"],
		["a refusal", () => json({}, 401), "status"],
		["text", () => new Response("OK"), "not-json"],
		["nothing", () => new Response(null), "not-json"],
		["a wrong status word", () => json({ commands: [] }), "malformed"],
		["an error object", () => json({ error: { errorSummary: "no" } }), "error-object"],
	])("fails with %s, and isn't tried again", async (_, answer, reason) => {
		const service = fakeService(answer);
		const world = await createWorld(service);
		expect((await call(world)).outcome).toMatchObject({ ok: false, reason });
		expect(service.sent).toHaveLength(1);
	});

	it("is unreachable when there is no connection, and isn't tried again", async () => {
		const service = fakeService(() => Promise.reject(new TypeError(`connect failed, sent ${secret}`)));
		const world = await createWorld(service);
		const { outcome } = await call(world);
		expect(outcome).toMatchObject({ ok: false, reason: "unreachable", isCertain: false });
		expect(JSON.stringify(outcome)).not.toContain(secret);
		expect(service.sent).toHaveLength(1);
	});

	it("is given up after three seconds, and isn't tried again", async () => {
		const service = fakeService(hang);
		const world = await createWorld(service);
		const startedAt = Date.now();
		expect((await call(world)).outcome).toMatchObject({ ok: false, reason: "timeout", isCertain: false });
		const tookMs = Date.now() - startedAt;
		expect(tookMs).toBeGreaterThanOrEqual(2_900);
		expect(tookMs).toBeLessThan(4_000);
		expect(service.sent).toHaveLength(1);
	});

	it("reads no more of an endless answer than is allowed", async () => {
		const cancelled = vi.fn();
		let pulled = 0;
		const endless = () =>
			new ReadableStream<Uint8Array>({
				pull(controller) {
					pulled += 1;
					controller.enqueue(new Uint8Array(16 * 1024).fill(32));
				},
				cancel: cancelled,
			});
		const world = await createWorld(fakeService(() => new Response(endless())));
		expect((await call(world)).outcome).toMatchObject({ ok: false, reason: "too-large" });
		expect(cancelled).toHaveBeenCalled();
		expect(pulled).toBeLessThan(30);
	});

	it("is broken off with an answer that breaks off", async () => {
		const broken = () =>
			new ReadableStream({
				start(controller) {
					controller.enqueue(new TextEncoder().encode('{"commands":'));
					controller.error(new Error("reset"));
				},
			});
		const world = await createWorld(fakeService(() => new Response(broken())));
		expect((await call(world)).outcome).toMatchObject({ ok: false, reason: "unreachable" });
	});

	it("checks the URL again: one that was stored when it was allowed isn't called when it no longer is", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const { id } = await createHook(world, { uri: "http://127.0.0.1:9999/otp" });
		const production = { ...world.ctx, env: { ...world.ctx.env, isDevelopment: false } };
		const hook = toTarget(production, await getHook(production, id));
		const outcome = await callHook(production, hook, {} as never);
		expect(outcome).toMatchObject({ ok: false, reason: "url", isCertain: true });
		expect(service.sent).toHaveLength(0);
		expect(await callHook(world.ctx, hook, {} as never)).toMatchObject({ ok: true });
	});

	it("isn't made when the secret can't be opened any more", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const { id } = await createHook(world);
		const otherKeys = new Map([["next", btoa("B".repeat(32))]]);
		const rotated = { ...world.ctx, env: { ...world.ctx.env, sealKeys: otherKeys } };
		const hook = toTarget(rotated, await getHook(rotated, id));
		const outcome = await callHook(rotated, hook, {} as never);
		expect(outcome).toMatchObject({ ok: false, reason: "secret", isCertain: true });
		expect(service.sent).toHaveLength(0);
	});
});
