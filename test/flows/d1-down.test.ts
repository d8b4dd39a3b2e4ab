// D1 is gone: whoever an isolate knows goes on verifying for ten minutes, everybody else is told when to come again.
import { env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeService } from "../hooks/hooks";
import { type BreakableDatabase, breakableDatabase, wordsOfMissingD1 } from "../support/broken-database";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createValidCalls } from "../support/valid-calls";
import { type Answer, createWorld, type World } from "../support/world";

const [locked = ""] = wordsOfMissingD1;
const minuteMs = 60_000;

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
	vi.restoreAllMocks();
});

async function createBreakableWorld(): Promise<{ d1: BreakableDatabase; world: World }> {
	const d1 = breakableDatabase();
	return { d1, world: await createWorld({ bindings: d1.bindings, fetch: fakeService().fetch }) };
}

function expectUnavailable(answer: Answer, what?: string) {
	expect([answer.status, answer.body.errorCode], what).toEqual([503, "E0000010"]);
	expect(Number(answer.headers.get("retry-after")), what).toBeGreaterThan(0);
}

describe("a warm user", () => {
	it("verifies for ten minutes without D1, then gets 503, and verifies again when D1 is back", async () => {
		const { d1, world } = await createBreakableWorld();
		const { code, verify } = await createTokenUser(world);
		expect((await verify(code())).status).toBe(200);
		const warmAt = world.clock.now;
		d1.fault = { kind: "fail", words: locked };
		for (const later of [61_000, 3 * minuteMs, 10 * minuteMs - 1]) {
			world.clock.now = warmAt + later;
			expect((await verify(code())).body, String(later)).toEqual({ factorResult: "SUCCESS" });
		}
		world.clock.now = warmAt + 10 * minuteMs;
		expectUnavailable(await verify(code(1)));
		d1.fault = null;
		expect((await verify(code(1))).body).toEqual({ factorResult: "SUCCESS" });
	});

	it("is still refused a wrong code, a used code, and after five failures every code", async () => {
		const { d1, world } = await createBreakableWorld();
		const { code, wrongCode, verify } = await createTokenUser(world, hotpSettings);
		expect((await verify(code(0))).status).toBe(200);
		d1.fault = { kind: "fail", words: locked };
		world.clock.now += 4 * minuteMs;
		expect((await verify(code(0))).body.errorCode).toBe("E0000082");
		for (let failure = 0; failure < 4; failure++) await verify(wrongCode());
		expect((await verify(code(1))).status).toBe(429);
	});

	it("waits once for a D1 that stalls, and no later verification does", async () => {
		const { d1, world } = await createBreakableWorld();
		const { path, code, verify } = await createTokenUser(world, hotpSettings);
		expect((await verify(code(0))).status).toBe(200);
		world.clock.now += 31_000;
		d1.fault = { kind: "stall" };
		const waitsFor = async (counter: number) => {
			const startedAt = Date.now();
			let waited = Number.NaN;
			const onAnswer = () => {
				waited = Date.now() - startedAt;
			};
			const answer = await world.call("POST", `${path}/verify`, { passCode: code(counter) }, { onAnswer });
			expect(answer.body).toEqual({ factorResult: "SUCCESS" });
			return waited;
		};
		const first = await waitsFor(1);
		expect(first).toBeGreaterThan(1_900);
		expect(first).toBeLessThan(3_000);
		for (const counter of [2, 3, 4]) {
			expect(await waitsFor(counter)).toBeLessThan(500);
			world.clock.now += 1_500;
		}
	});
});

describe("a caller whose token was warm", () => {
	it("stays refused where its role may not enter, and where it was revoked in this isolate", async () => {
		const { d1, world } = await createBreakableWorld();
		const { code, path } = await createTokenUser(world, hotpSettings);
		const verifier = await world.tokenFor("VERIFIER");
		const spare = await world.call("POST", "/api/v1/api-tokens", { name: "spare", role: "ADMINISTRATOR" });
		const revoked: string = spare.body.token;
		const verify = (token: string, counter: number) =>
			world.call("POST", `${path}/verify`, { passCode: code(counter) }, { token });
		expect((await verify(revoked, 0)).status).toBe(200);
		expect((await world.call("DELETE", `/api/v1/api-tokens/${spare.body.id}`)).status).toBe(204);
		expect((await verify(verifier, 1)).status).toBe(200);
		d1.fault = { kind: "fail", words: locked };
		for (const [index, later] of [0, 31_000, 5 * minuteMs].entries()) {
			world.clock.now += later;
			expect((await world.call("GET", "/api/v1/users", undefined, { token: verifier })).status).toBe(403);
			expectUnavailable(await verify(revoked, 2));
			expect((await verify(verifier, 2 + index)).status).toBe(200);
		}
	});

	it("stays refused after a revocation elsewhere, once this isolate has heard of it", async () => {
		const { d1, world } = await createBreakableWorld();
		const spare = await world.call("POST", "/api/v1/api-tokens", { name: "spare", role: "READ_ONLY" });
		const ask = () => world.call("GET", "/api/v1/groups", undefined, { token: spare.body.token });
		expect((await ask()).status).toBe(200);
		await env.DB.prepare("UPDATE api_tokens SET revoked_at = 1 WHERE id = ?").bind(spare.body.id).run();
		// In time, the token is looked up behind the answer.
		world.clock.now += 26_000;
		expect((await ask()).status).toBe(200);
		d1.fault = { kind: "fail", words: locked };
		for (const later of [0, 31_000, 5 * minuteMs]) {
			world.clock.now += later;
			expectUnavailable(await ask());
		}
		d1.fault = null;
		expect((await ask()).status).toBe(401);
	});
});

describe("whoever isn't known yet", () => {
	it.each(wordsOfMissingD1)("gets 503 with Retry-After: %s", async (words) => {
		const { d1, world } = await createBreakableWorld();
		const { code, verify } = await createTokenUser(world);
		const cold = await createTokenUser(world);
		const coldToken = await world.tokenFor("VERIFIER");
		await verify(code());
		d1.fault = { kind: "fail", words };
		expectUnavailable(await verify(code(1), coldToken), "a token");
		expectUnavailable(await cold.verify(cold.code()), "a user");
		expectUnavailable(await verify(code(1), `00${"x".repeat(40)}`), "a token that nobody gave out");
		d1.fault = null;
		expect((await cold.verify(cold.code())).body).toEqual({ factorResult: "SUCCESS" });
	});

	it("gets 503 within the deadline of a read when D1 stalls", async () => {
		const { d1, world } = await createBreakableWorld();
		const { code, verify } = await createTokenUser(world);
		const cold = await createTokenUser(world);
		await verify(code());
		d1.fault = { kind: "stall" };
		const startedAt = Date.now();
		for (const answer of await Promise.all([cold.verify(cold.code()), verify(code(1), `00${"x".repeat(40)}`)])) {
			expectUnavailable(answer);
		}
		expect(Date.now() - startedAt).toBeLessThan(3_000);
	});
});

it("is 503 at every operation that needs D1, and 500 at none", async () => {
	const { d1, world } = await createBreakableWorld();
	const answered: Record<string, number> = {};
	for (const { name, route, path, body, headers } of await createValidCalls(world)) {
		d1.fault = { kind: "fail", words: locked };
		const answer = await world.call(route.method, path, body, { headers });
		d1.fault = null;
		answered[name] = answer.status;
		if (name !== "GET /health" && answer.status !== 200) expectUnavailable(answer, name);
	}
	const notUnavailable = Object.keys(answered)
		.filter((name) => answered[name] !== 503)
		.sort();
	expect(notUnavailable).toEqual([
		"GET /api/v1/challenge-conditions",
		"GET /api/v1/properties/profiles/{profileId}",
		"GET /api/v1/provider-drivers",
		// What an isolate remembers of the source is enough to send Okta's own word back.
		"GET /hooks/okta/events",
		"GET /hooks/okta/{sourceId}/events",
		"GET /openapi.json",
		"GET /ui/{file}",
		"POST /api/v1/device-tokens",
		"POST /api/v1/properties/try-expression",
	]);
});
