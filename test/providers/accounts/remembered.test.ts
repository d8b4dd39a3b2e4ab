import { describe, expect, it } from "vitest";
import type { Ctx } from "../../../src/context";
import { inboxAccount } from "../../../src/providers/accounts/built-in";
import { rememberedAccounts } from "../../../src/providers/accounts/remembered";
import { rememberedSecrets } from "../../../src/providers/accounts/secrets";
import { findAccount, recordBreaker } from "../../../src/providers/accounts/service";
import { closedBreaker } from "../../../src/providers/breaker";
import { countReads } from "../../support/counted-reads";
import { createWorld } from "../../support/world";
import { createAccount, production, removeAllProviders, signingSecret } from "./accounts";

const activeAccounts = async (ctx: Ctx) => (await rememberedAccounts.get(ctx)).active;

describe("the active accounts", () => {
	it("are found in the order of their creation, with their secrets, and read once in 25 seconds", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const first = await createAccount(world);
		world.clock.now += 1;
		const second = await createAccount(world);
		await createAccount(world, {}, "?activate=false");
		const { ctx, reads } = countReads(world.ctx);
		for (let time = 0; time < 5; time++) {
			const accounts = await activeAccounts(ctx);
			expect([...accounts.keys()]).toEqual([first.id, second.id]);
			expect(await rememberedSecrets(ctx, accounts.get(first.id)!)).toEqual({ signingSecret });
		}
		expect(reads()).toBe(1);
		world.clock.now += 24_999;
		await activeAccounts(ctx);
		expect(reads()).toBe(1);
		world.clock.now += 5_001;
		await activeAccounts(ctx);
		expect(reads()).toBe(2);
	});

	it("are read again when the clock was set back", async () => {
		const world = await createWorld();
		const { ctx, reads } = countReads(world.ctx);
		world.clock.now += 3_600_000;
		await activeAccounts(ctx);
		world.clock.now -= 3_600_000;
		await activeAccounts(ctx);
		expect(reads()).toBe(2);
	});

	it("follow every change in this isolate at once", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const ids = async () => [...(await activeAccounts(world.ctx)).keys()];
		expect(await ids()).toEqual([]);
		const account = await createAccount(world);
		expect(await ids()).toEqual([account.id]);
		await world.call("PUT", account.path, { name: account.body.name, config: { url: "https://b.example.com/" } });
		expect((await activeAccounts(world.ctx)).get(account.id)?.config).toEqual({ url: "https://b.example.com/" });
		await world.call("POST", `${account.path}/lifecycle/deactivate`);
		expect(await ids()).toEqual([]);
		expect((await findAccount(world.ctx, account.id))?.id).toBe(account.id);
		await world.call("POST", `${account.path}/lifecycle/activate`);
		expect(await ids()).toEqual([account.id]);
		await world.call("DELETE", account.path);
		expect(await ids()).toEqual([]);
		expect(await findAccount(world.ctx, account.id)).toBeNull();
	});

	it("don't include development drivers in production, even when such an account is stored", async () => {
		const world = await createWorld();
		const inbox = await createAccount(world, { driver: "inbox", config: {}, secrets: {} });
		expect((await activeAccounts(world.ctx)).has(inbox.id)).toBe(true);
		world.clock.now += 30_000;
		expect((await activeAccounts(production(world.ctx))).has(inbox.id)).toBe(false);
	});
});

describe("an account's breaker", () => {
	it("is shown as closed, open and half-open, and is stored with the account", async () => {
		const world = await createWorld();
		const { id, path } = await createAccount(world);
		const shown = async () => (await world.call("GET", path)).body.breaker;
		const keep = async (breaker: { failures: number; openUntil: number | null }) => {
			const [statement] = recordBreaker(world.ctx, { id }, breaker);
			return (await statement!.run()).meta.changes;
		};
		const openUntil = world.clock.now + 30_000;
		expect(await keep({ failures: 5, openUntil })).toBe(1);
		expect(await shown()).toEqual({ state: "open", failures: 5, openUntil: new Date(openUntil).toISOString() });
		expect((await activeAccounts(world.ctx)).get(id)?.storedBreaker).toEqual({ failures: 5, openUntil });
		expect(await keep({ failures: 5, openUntil })).toBe(0);
		world.clock.now += 30_000;
		expect((await shown()).state).toBe("half-open");
		expect(await keep({ failures: 0, openUntil: null })).toBe(1);
		expect(await shown()).toEqual({ state: "closed", failures: 0, openUntil: null });
	});

	it("closes when an administrator changes the account or switches it on", async () => {
		const world = await createWorld();
		const { id, path, body } = await createAccount(world);
		const breaker = { failures: 5, openUntil: world.clock.now + 30_000 };
		await recordBreaker(world.ctx, { id }, breaker)[0]!.run();
		const replaced = await world.call("PUT", path, { name: body.name, config: body.config });
		expect(replaced.body.breaker.state).toBe("closed");
		await recordBreaker(world.ctx, { id }, breaker)[0]!.run();
		await world.call("POST", `${path}/lifecycle/deactivate`);
		expect((await world.call("POST", `${path}/lifecycle/activate`)).body.breaker.failures).toBe(0);
	});

	it("isn't stored for the built-in inbox, which has no row", async () => {
		const world = await createWorld();
		expect(recordBreaker(world.ctx, inboxAccount(), closedBreaker)).toEqual([]);
	});
});
