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
