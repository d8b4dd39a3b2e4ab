import { describe, expect, it } from "vitest";
import { rememberedActiveHook } from "../../src/hooks/target";
import { countReads } from "../support/counted-reads";
import { createWorld } from "../support/world";
import { createHook, freeTheActivePlace, secret } from "./hooks";

describe("the active hook", () => {
	it("is found, with its secret, and read once in 25 seconds", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const { ctx, reads } = countReads(world.ctx);
		for (let time = 0; time < 5; time++) {
			const found = await rememberedActiveHook.get(ctx);
			expect(found).toMatchObject({ id: hook.id, name: hook.name, uri: "https://sms.example.com/okta" });
			expect(await found?.openSecret()).toBe(secret);
		}
		expect(reads()).toBe(1);
		world.clock.now += 24_999;
		await rememberedActiveHook.get(ctx);
		expect(reads()).toBe(1);
		world.clock.now += 5_001;
		await rememberedActiveHook.get(ctx);
		expect(reads()).toBe(2);
	});

	it("is remembered when there is none", async () => {
		const world = await createWorld();
		await freeTheActivePlace(world);
		const { ctx, reads } = countReads(world.ctx);
		world.clock.now += 60_000;
		expect([await rememberedActiveHook.get(ctx), await rememberedActiveHook.get(ctx)]).toEqual([null, null]);
		expect(reads()).toBe(1);
	});

	it("is another one at once after a change in this isolate", async () => {
		const world = await createWorld();
		const first = await createHook(world);
		expect((await rememberedActiveHook.get(world.ctx))?.id).toBe(first.id);
		await world.call("POST", first.path, { channel: { config: { uri: "https://example.org/" } } });
		expect((await rememberedActiveHook.get(world.ctx))?.uri).toBe("https://example.org/");
		await world.call("POST", `${first.path}/lifecycle/deactivate`);
		expect(await rememberedActiveHook.get(world.ctx)).toBeNull();
		const second = await createHook(world);
		expect((await rememberedActiveHook.get(world.ctx))?.id).toBe(second.id);
	});

	it("is seen within 30 seconds after a change in another isolate", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		expect((await rememberedActiveHook.get(world.ctx))?.id).toBe(hook.id);
		await world.ctx.env.bindings.DB.prepare("UPDATE inline_hooks SET status = 'INACTIVE'").run();
		expect((await rememberedActiveHook.get(world.ctx))?.id).toBe(hook.id);
		world.clock.now += 30_000;
		expect(await rememberedActiveHook.get(world.ctx)).toBeNull();
	});
});
