import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app";
import { newId } from "../../src/ids";
import { createWorld } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

/** The eight characters of an id that tell its time. */
const timeOf = (id: string | null) => id?.slice(3, 11);

describe("an answer of the router itself", () => {
	it.each([
		["404 for an unknown path", "GET", "/api/v1/nothing", "E0000008"],
		["405 for another method", "PATCH", "/api/v1/users", "E0000022"],
		["403 without a token", "GET", "/api/v1/users", "E0000005"],
	])("knows the platform's clock: %s", async (_, method, path, errorCode) => {
		const world = await createWorld();
		world.clock.now = Date.UTC(2001, 1, 3);
		const { body, headers } = await world.call(method, path, undefined, { token: null });
		expect(body.errorCode).toBe(errorCode);
		const time = timeOf(newId("error", world.clock.now));
		expect([timeOf(body.errorId), timeOf(headers.get("x-okta-request-id"))]).toEqual([time, time]);
	});

	it.each([
		["a route", "/api/v1/users"],
		["an unknown path", "/api/v1/nothing"],
	])("is E0000009 with the platform's clock, where the configuration is wrong: %s", async (_, path) => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const now = Date.UTC(2001, 1, 3);
		const app = createApp({ now: () => now, fetch });
		const bindings = { ...env, SEAL_KEYS: "" };
		const response = await app.fetch(new Request(`https://otp.test${path}`), bindings, createExecutionContext());
		const body: { errorCode: string; errorId: string } = await response.json();
		expect([response.status, body.errorCode]).toEqual([500, "E0000009"]);
		expect(timeOf(body.errorId)).toBe(timeOf(newId("error", now)));
		expect(written).toHaveBeenCalledOnce();
		const line = JSON.parse(written.mock.calls[0]![0]);
		expect(line).toEqual({ level: "error", errorId: body.errorId, cause: expect.stringContaining("check SEAL_KEYS") });
	});
});

describe("the log's sample of requests", () => {
	it("is one line of every hundred requests, with the route in place of the URL", async () => {
		const world = await createWorld();
		const written = vi.spyOn(console, "log").mockImplementation(() => {});
		const path = "/api/v1/users/canary%40example.com";
		for (let call = 0; call < 200; call++) await world.call("GET", `${path}?limit=${call % 2 === 0 ? "canary" : 1}`);
		const lines = written.mock.calls.map(([line]) => JSON.parse(line));
		expect(lines).toHaveLength(2);
		expect(lines[0]).toEqual({
			level: "info",
			message: "one request of a hundred",
			requestId: expect.stringMatching(/^req/),
			method: "GET",
			route: "/api/v1/users/{userId}",
			status: 404,
			milliseconds: expect.any(Number),
		});
		expect(JSON.stringify(lines)).not.toContain("canary");
	});
});
