import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultScope } from "../../src/settings/catalogue";
import { rememberedSnapshot, settingsFor } from "../../src/settings/snapshot";
import { findValue } from "../../src/settings/values";
import { countReads } from "../support/counted-reads";
import { freshHandle, realDatabase } from "../support/worker-state";
import { createWorld, type World } from "../support/world";
import { createFamily, ofDefault, readProperty, resetDefaults, setProperty } from "./properties";

const name = "otp.generate.code.length";

let world: World;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

const lengthFor = async (ctx: World["ctx"]) => findValue(await settingsFor(ctx), name)?.value;

describe("what an isolate remembers of the settings", () => {
	it("is read by one query, and by none while it is warm", async () => {
		const { own, base } = await createFamily(world);
		await setProperty(world, `bharosa.uio.${base}.${name}`, "7");
		const counted = countReads(world.ctx);
		const actor = { kind: "application", id: own, name: "Shop", role: "VERIFIER", tokenId: "00T1" } as const;
		const ctx = { ...counted.ctx, actor };
		expect(await lengthFor(ctx)).toBe("7");
		expect(counted.reads()).toBe(1);
		for (let again = 0; again < 100; again++) await lengthFor(ctx);
		expect(counted.reads()).toBe(1);
	});

	it("is 30 seconds old at the most, in every isolate", async () => {
		const other = await createWorld({ bindings: { ...env, DB: freshHandle(realDatabase(env.DB)) } });
		other.clock.now = world.clock.now;
		expect(await lengthFor(other.ctx)).toBe("5");
		await setProperty(world, ofDefault(name), "9");
		expect([await lengthFor(world.ctx), await lengthFor(other.ctx)]).toEqual(["9", "5"]);
		for (const { clock } of [world, other]) clock.now += 30_000;
		expect([await lengthFor(world.ctx), await lengthFor(other.ctx)]).toEqual(["9", "9"]);
	});

	it("has one whole value after twenty changes at once", async () => {
		const titles = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(100).trim());
		const property = ofDefault("register.userinfo.title");
		await Promise.all(titles.map((title) => setProperty(world, property, title)));
		const { value } = (await readProperty(world, property)).body;
		expect(titles).toContain(value);
		const snapshot = await rememberedSnapshot.get(world.ctx, defaultScope);
		expect(findValue(snapshot, "register.userinfo.title")?.value).toBe(value);
	});
});
