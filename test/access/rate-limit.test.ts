// A token that makes too many requests in a minute: real limiters of workerd, which count by the real clock.
import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { logArrived } from "../support/log-queue";
import { createWorld, unique, type World } from "../support/world";

const path = "/api/v1/api-tokens";

async function createToken(world: World, rateLimit?: string, role = "READ_ONLY") {
	const made = await world.call("POST", path, { name: unique("token"), role, ...(rateLimit ? { rateLimit } : {}) });
	expect(made.status).toBe(200);
	const { id, token } = made.body as { id: string; token: string };
	return { id, token, view: made.body, ask: () => world.call("GET", "/api/v1/groups", undefined, { token }) };
}

/** Asks until a request is refused. A minute may end in between, so some more requests than the limit may pass. */
async function askUntilRefused({ ask }: Awaited<ReturnType<typeof createToken>>, atMost: number) {
	for (let asked = 0; asked < atMost; asked += 50) {
		const answers = await Promise.all(Array.from({ length: 50 }, ask));
		const refused = answers.find(({ status }) => status !== 200);
		if (refused) return { refused, passed: asked };
	}
	throw new Error("no request was refused");
}

describe("a token's rate limit", () => {
	it("is MEDIUM unless it is chosen, stays as it is, and takes no other word", async () => {
		const world = await createWorld();
		expect((await createToken(world)).view.rateLimit).toBe("MEDIUM");
		for (const rateLimit of ["SMALL", "MEDIUM", "LARGE"]) {
			const { id } = await createToken(world, rateLimit);
			expect((await world.call("GET", `${path}/${id}`)).body.rateLimit).toBe(rateLimit);
		}
		for (const rateLimit of ["small", "HUGE", 600, null]) {
			const refused = await world.call("POST", path, { name: "x", role: "VERIFIER", rateLimit });
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		}
	});

	it("of tokens from before it is MEDIUM", async () => {
		const world = await createWorld();
		const { id } = await createToken(world);
		await env.DB.prepare(
			"INSERT INTO api_tokens (id, name, role, token_hash, created_at) SELECT ?, name, role, ?, created_at FROM api_tokens WHERE id = ?",
		)
			.bind(`${id}x`, unique("hash"), id)
			.run();
		expect((await world.call("GET", `${path}/${id}x`)).body.rateLimit).toBe("MEDIUM");
	});
});

describe("requests beyond a token's rate limit", () => {
	let world: World;
	let small: Awaited<ReturnType<typeof createToken>>;
	let flooded: Awaited<ReturnType<typeof askUntilRefused>>;

	beforeAll(async () => {
		world = await createWorld();
		small = await createToken(world, "SMALL");
		flooded = await askUntilRefused(small, 1_800);
	});

	it("get 429 with Retry-After, and not before 600 have passed", () => {
		const { refused, passed } = flooded;
		expect([refused.status, refused.body.errorCode]).toEqual([429, "E0000047"]);
		expect(refused.headers.get("retry-after")).toBe("60");
		expect(passed).toBeGreaterThanOrEqual(550);
	});

	it("leave other tokens alone, of the same limit and of another one", async () => {
		for (const rateLimit of ["SMALL", "MEDIUM"]) {
			expect((await (await createToken(world, rateLimit)).ask()).status).toBe(200);
		}
	});

	it("are one event of the System Log a minute, which names the token", async () => {
		await logArrived();
		const { results } = await env.DB.prepare(
			`SELECT event FROM log_events WHERE event_type = 'system.operation.rate_limit.violation'
				AND event ->> '$.target[0].id' = ?`,
		)
			.bind(small.id)
			.all<{ event: string }>();
		expect(results).toHaveLength(1);
		expect(JSON.parse(results[0]!.event)).toMatchObject({
			actor: { id: small.id, type: "ApiToken" },
			outcome: { result: "DENY", reason: "TOKEN_RATE_LIMIT" },
			debugContext: { debugData: { rateLimit: "SMALL" } },
		});
	});
});

describe("a deployment", () => {
	const asking = async (limiter: unknown) => {
		const world = await createWorld({ bindings: { ...env, RATE_LIMIT_SMALL: limiter } as Bindings });
		return (await (await createToken(world, "SMALL")).ask()).status;
	};

	it("without the limits, or with limits that don't work, answers all requests", async () => {
		expect(await asking(undefined)).toBe(200);
		const broken = { limit: () => Promise.reject(new Error("no limiter")) };
		expect(await asking(broken)).toBe(200);
	});

	it("asks a limit once for each request of a token, by the token's id, and never for a wrong token", async () => {
		const keys: string[] = [];
		const limiter = {
			limit: async ({ key }: RateLimitOptions) => {
				keys.push(key);
				return { success: true };
			},
		};
		const world = await createWorld({ bindings: { ...env, RATE_LIMIT_SMALL: limiter } as Bindings });
		const { id, ask } = await createToken(world, "SMALL");
		await ask();
		await ask();
		await world.call("GET", "/api/v1/groups", undefined, { token: "a-token-that-nobody-has" });
		expect(keys).toEqual([id, id]);
	});
});
