import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { generationOf } from "../../src/generation/service";
import { breakableDatabase } from "../support/broken-database";
import { createWorld } from "../support/world";

const restore = (generation: number) => env.DB.prepare("UPDATE generation SET value = ?").bind(generation).run();

it("is 0 before the first restore, and another number at most 30 s after one", async () => {
	const { ctx, clock } = await createWorld();
	expect(await generationOf(ctx)).toBe(0);
	await restore(1_800_000_000_000);
	clock.now += 30_000;
	expect(await generationOf(ctx)).toBe(1_800_000_000_000);
	// A restore to a moment before the first restore.
	await restore(0);
	clock.now += 30_000;
	expect(await generationOf(ctx)).toBe(0);
});

it("costs a warm isolate no query, and counts for ten minutes without D1", async () => {
	const d1 = breakableDatabase();
	const { ctx, clock } = await createWorld({ bindings: d1.bindings });
	await generationOf(ctx);
	const asked = d1.asked.length;
	for (let second = 0; second < 25; second++) {
		await generationOf(ctx);
		clock.now += 999;
	}
	expect(d1.asked).toHaveLength(asked);
	d1.fault = { kind: "fail", words: "Network connection lost." };
	clock.now += 570_000;
	expect(await generationOf(ctx)).toBe(0);
	clock.now += 10_000;
	await expect(generationOf(ctx)).rejects.toThrow();
});
