import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { version } from "../../package.json";
import { createApp } from "../../src/app";
import { createWorld } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

describe("health", () => {
	it("is ok while the database answers, and asks for no token", async () => {
		const world = await createWorld();
		const { status, body, headers } = await world.call("GET", "/health", undefined, { token: null });
		expect(status).toBe(200);
		expect(body).toEqual({ status: "ok", version, time: new Date(world.clock.now).toISOString() });
		expect(headers.get("cache-control")).toBe("no-store");
	});

	it("is unavailable with 503 when the database does not answer, and says why in the Worker's own log only", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const broken = { prepare: () => failingStatement } as unknown as D1Database;
		const response = await createApp().fetch(
			new Request("https://otp.test/health"),
			{ ...env, DB: broken },
			createExecutionContext(),
		);
		expect(response.status).toBe(503);
		const text = await response.text();
		expect(JSON.parse(text)).toMatchObject({ status: "unavailable", version });
		expect(text).not.toContain("no such region");
		const cause = "Error: no such region";
		const line = JSON.stringify({ level: "error", message: "the database does not answer", cause });
		expect(written.mock.calls).toEqual([[line]]);
	});
});

const failure = () => Promise.reject(new Error("no such region"));
const failingStatement = { bind: () => failingStatement, run: failure, all: failure, raw: failure };
