import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { tokensOfApplication, tokensStatement } from "../../src/access/service";
import { createApplication } from "../applications/applications";
import { countBindings } from "../support/counted-bindings";
import { createWorld, unique, type World } from "../support/world";

const path = "/api/v1/api-tokens";
const hourMs = 60 * 60_000;

async function createUsed(world: World) {
	const made = (await world.call("POST", path, { name: unique("reader"), role: "READ_ONLY" })).body;
	const use = () => world.call("GET", "/api/v1/groups", undefined, { token: made.token });
	const lastUsed = async () => (await world.call("GET", `${path}/${made.id}`)).body.lastUsed;
	return { use, lastUsed };
}

describe("the last use of a token", () => {
	it("is known after the first request, and not noted again within an hour", async () => {
		const world = await createWorld();
		const { use, lastUsed } = await createUsed(world);
		expect(await lastUsed()).toBeNull();
		await use();
		const first = new Date(world.clock.now).toISOString();
		expect(await lastUsed()).toBe(first);
		world.clock.now += hourMs - 1;
		await use();
		expect(await lastUsed()).toBe(first);
		world.clock.now += 60_000;
		await use();
		expect(await lastUsed()).toBe(new Date(world.clock.now).toISOString());
	});

	it("costs a request nothing while its caller is remembered", async () => {
		const { bindings, count } = countBindings();
		const world = await createWorld({ bindings });
		const { use } = await createUsed(world);
		await use();
		world.clock.now += 20_000;
		const { calls } = await count((onAnswer) => use().finally(onAnswer));
		expect(calls.statements.filter((sql) => sql.includes("api_tokens"))).toEqual([]);
	});
});

describe("whoever made a token", () => {
	it("is named with it, an application by its own name", async () => {
		const world = await createWorld();
		const { body } = await world.call("POST", path, { name: unique("first"), role: "ADMINISTRATOR" });
		const next = await world.call("POST", path, { name: unique("next"), role: "VERIFIER" }, { token: body.token });
		expect(next.body.createdBy).toEqual({ id: body.id, displayName: body.name });
	});
});

describe("a list of tokens", () => {
	const planOf = async (statement: { toSQL(): { sql: string; params: unknown[] } }) => {
		const { sql, params } = statement.toSQL();
		const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
			.bind(...params)
			.all<{ detail: string }>();
		return results.map(({ detail }) => detail).join("; ");
	};

	it("goes by an index, whatever is asked for", async () => {
		const { ctx } = await createWorld();
		const page = { after: "00T", limit: 50 };
		expect(await planOf(tokensStatement(ctx, page, {}))).toMatch(/^SEARCH api_tokens USING INDEX \w+ \(id>\?\)$/);
		expect(await planOf(tokensStatement(ctx, page, { isRevoked: false, role: "VERIFIER" }))).toMatch(
			/^SEARCH api_tokens USING INDEX api_tokens_in_use \(id>\?\)$/,
		);
		const ofApplication = tokensOfApplication(ctx, "0oa") as unknown as Parameters<typeof planOf>[0];
		expect(await planOf(ofApplication)).toMatch(
			/^SEARCH api_tokens USING INDEX api_tokens_needed_application \(needed_application_id=\?\); USE TEMP/,
		);
	});

	it("of an application has its tokens in use alone", async () => {
		const world = await createWorld();
		const { id } = await createApplication(world);
		const create = async () =>
			(await world.call("POST", path, { name: unique("t"), role: "VERIFIER", applicationId: id })).body;
		const [kept, revoked] = [await create(), await create()];
		await world.call("DELETE", `${path}/${revoked.id}`);
		expect((await tokensOfApplication(world.ctx, id)).map((row) => row.id)).toEqual([kept.id]);
	});
});
