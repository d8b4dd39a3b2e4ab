import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { carriers, closedPort, takenBy } from "../support/carriers";
import { createWorld, unique } from "../support/world";
import { createRoute, request, send, triesOf } from "./sends";

describe("failover", () => {
	it.each([
		// workerd reports a refused connection like one that broke after the request had left.
		["down", null, "unknown", "unknown"],
		["slow", "slow", "unknown", "unknown"],
		["answering 429", "429", "failed", "temporary"],
		["answering 500", "500", "unknown", "unknown"],
		["answering nonsense", "malformed", "unknown", "unknown"],
		["closing the connection", "close", "unknown", "unknown"],
	])("brings the message through the secondary in time when the primary is %s", async (_, behaviour, result, kind) => {
		const world = await createWorld();
		const [primary, secondary] = [unique("primary"), unique("secondary")];
		const first = behaviour === null ? `http://127.0.0.1:${closedPort}/` : `${carriers}/${primary}/${behaviour}`;
		const { country } = await createRoute(world, [first, `${carriers}/${secondary}/ok`]);
		const sent = request(country);
		const { delivery, error, elapsedMs } = await send(sent);
		expect(error).toBeNull();
		expect(elapsedMs).toBeLessThan(2_500);
		expect(await takenBy(primary)).toHaveLength(behaviour === null ? 0 : 1);
		expect(await takenBy(secondary)).toMatchObject([{ phoneNumber: sent.destination, otpCode: "012345" }]);
		expect(await triesOf(delivery!.id)).toMatchObject([
			{ position: 0, result, kind },
			{ position: 1, result: "accepted", provider_name: "webhook" },
		]);
	});

	it("ends with a clear error within three seconds when both providers are dead, and leaves nothing half-done", async () => {
		const world = await createWorld();
		const { country } = await createRoute(world, [
			`${carriers}/${unique("a")}/slow`,
			`${carriers}/${unique("b")}/slow`,
		]);
		const { error, elapsedMs } = await send(request(country));
		expect(error).toMatchObject({ code: "E0000139", status: 503 });
		expect(elapsedMs).toBeLessThan(3_000);
		const row = await env.DB.prepare("SELECT * FROM deliveries ORDER BY id DESC LIMIT 1").first();
		expect(row).toMatchObject({ status: "unknown", message_sealed: null });
		expect(await triesOf(String(row?.id))).toHaveLength(2);
	});

	it("distinguishes a message that has certainly not left from a message that perhaps has", async () => {
		const world = await createWorld();
		const { country } = await createRoute(world, [`${carriers}/${unique("a")}/429`]);
		expect((await send(request(country))).result).toBe("refused");
		const slow = await createRoute(world, [`${carriers}/${unique("a")}/close`]);
		expect((await send(request(slow.country))).result).toBe("perhaps");
		const mixed = await createRoute(world, [`${carriers}/${unique("a")}/close`, `${carriers}/${unique("b")}/429`]);
		const perhaps = await send(request(mixed.country));
		expect([perhaps.result, perhaps.error?.code]).toEqual(["perhaps", "E0000139"]);
	});

	it("delivers 1,000 messages while the primary fails one in five, and gives no provider a message twice", async () => {
		const world = await createWorld();
		const [primary, secondary] = [unique("primary"), unique("secondary")];
		const { country } = await createRoute(world, [`${carriers}/${primary}/flaky`, `${carriers}/${secondary}/ok`]);
		let failures = 0;
		for (let batch = 0; batch < 50; batch++) {
			const results = await Promise.all(Array.from({ length: 20 }, () => send(request(country))));
			failures += results.filter(({ error }) => error !== null).length;
		}
		expect(failures).toBe(0);
		const [byPrimary, bySecondary] = [await takenBy(primary), await takenBy(secondary)];
		expect(new Set(byPrimary.map(({ id }) => id)).size).toBe(byPrimary.length);
		expect(new Set(bySecondary.map(({ id }) => id)).size).toBe(bySecondary.length);
		expect(new Set([...byPrimary, ...bySecondary].map(({ id }) => id)).size).toBe(1_000);
		expect(bySecondary.length).toBeGreaterThan(100);
	}, 120_000);

	it("leaves a failing provider out when its breaker is open, and the account shows that", async () => {
		const world = await createWorld();
		const [primary, secondary] = [unique("primary"), unique("secondary")];
		const { country, accounts } = await createRoute(world, [
			`${carriers}/${primary}/500`,
			`${carriers}/${secondary}/ok`,
		]);
		for (let message = 0; message < 8; message++) await send(request(country));
		expect(await takenBy(primary)).toHaveLength(5);
		expect(await takenBy(secondary)).toHaveLength(8);
		const view = await world.call("GET", `/api/v1/provider-accounts/${accounts[0]}`);
		expect(view.body.breaker).toMatchObject({ state: "open", failures: 5 });
	});
});

describe("one logical message", () => {
	it("is sent once for one idempotency key, also when the requests are parallel", async () => {
		const world = await createWorld();
		const carrier = unique("carrier");
		const { country } = await createRoute(world, [`${carriers}/${carrier}/ok`]);
		const idempotencyKey = unique("key");
		const results = await Promise.all(Array.from({ length: 5 }, () => send(request(country, { idempotencyKey }))));
		expect(new Set(results.map(({ delivery }) => delivery?.id)).size).toBe(1);
		expect(results.map(({ result }) => result).sort()).toEqual(["repeat", "repeat", "repeat", "repeat", "taken"]);
		expect(await takenBy(carrier)).toHaveLength(1);
	});
});
