import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { describe, expect, inject, it } from "vitest";
import { createCtx, livePlatform } from "../../src/context";
import { deliver } from "../../src/delivery/deliver";
import { failOverLate } from "../../src/delivery/late-failover";
import { settleDelivery } from "../../src/delivery/records";
import type { SendRequest } from "../../src/delivery/send-request";
import { createWorld, unique, type World } from "../support/world";

const { carriers, closedPort, door } = inject("servers");
const signingSecret = `whsec_${btoa("s".repeat(32))}`;

interface Taken {
	id: string;
	phoneNumber: string;
	otpCode: string;
}
const takenBy = async (name: string): Promise<Taken[]> => (await fetch(`${door}/carriers?name=${name}`)).json();

async function createAccount(world: World, url: string): Promise<string> {
	const body = { name: unique("carrier"), driver: "webhook", config: { url }, secrets: { signingSecret } };
	const answer = await world.call("POST", "/api/v1/provider-accounts", body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.id;
}

/** A route of its own per test: by a request's origin, which no other test has. */
async function createRoute(world: World, urls: string[]): Promise<{ country: string; accounts: string[] }> {
	const accounts: string[] = [];
	for (const url of urls) accounts.push(await createAccount(world, url));
	const country = nextCountry();
	const body = { name: unique("route"), conditions: { originCountries: [country] }, providers: accounts };
	const answer = await world.call("POST", "/api/v1/delivery-routes", body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { country, accounts };
}

const countries = "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ".split(" ");
function nextCountry(): string {
	const country = countries.pop();
	if (country === undefined) throw new Error("more routes than countries: add some");
	return country;
}

let number = 1_000;
function request(country: string, changes: Partial<SendRequest> = {}): SendRequest {
	number += 1;
	const destination = `+1415555${number}`;
	return {
		channel: "SMS",
		destination,
		country: "US",
		recipient: { channel: "SMS", destination, prefix: "+1415" },
		code: "012345",
		expiresAt: Date.now() + 300_000,
		requestType: "com.okta.user.telephony.mfa-verification",
		user: { id: "00u00000000000000000", login: "ada@example.com", firstName: "Ada", lastName: null, locale: "en" },
		factorId: null,
		origin: { country, ipAddress: null },
		...changes,
	};
}

/** Delivers with the real clock and network, and waits for what goes on in the background. */
async function send(sent: SendRequest) {
	const execution = createExecutionContext();
	const ctx = createCtx(env, livePlatform, (work) => execution.waitUntil(work));
	const startedAt = performance.now();
	const result = await deliver(ctx, sent).then(
		(delivery) => ({ delivery, error: null }),
		(error) => ({ delivery: null, error }),
	);
	const elapsedMs = performance.now() - startedAt;
	await waitOnExecutionContext(execution);
	return { ...result, elapsedMs, ctx };
}

const attemptsOf = async (deliveryId: string) =>
	(
		await env.DB.prepare("SELECT * FROM delivery_attempts WHERE delivery_id = ? ORDER BY position")
			.bind(deliveryId)
			.all()
	).results;

describe("failover", () => {
	it.each([
		// workerd doesn't tell a refused connection from one that broke after the request had left.
		["down", null, "unknown", "unknown"],
		["slow", "slow", "unknown", "unknown"],
		["answering 429", "429", "failed", "temporary"],
		["answering 500", "500", "failed", "temporary"],
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
		expect(await attemptsOf(delivery!.id)).toMatchObject([
			{ position: 0, result, kind },
			{ position: 1, result: "accepted", provider: "webhook" },
		]);
	});

	it("ends with a clear error within three seconds when both are dead, and leaves nothing half-done", async () => {
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
		expect(await attemptsOf(String(row?.id))).toHaveLength(2);
	});

	it("gives the counted send back only when it is certain that nothing left", async () => {
		const world = await createWorld();
		let refunds = 0;
		const refund = async () => {
			refunds += 1;
		};
		const { country } = await createRoute(world, [`${carriers}/${unique("a")}/429`]);
		await send(request(country, { refund }));
		expect(refunds).toBe(1);
		const slow = await createRoute(world, [`${carriers}/${unique("a")}/close`]);
		await send(request(slow.country, { refund }));
		expect(refunds).toBe(1);
	});

	it("delivers 1,000 messages while the primary fails one in five, none twice to one provider", async () => {
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

	it("leaves a failing provider out once its breaker is open, and shows that", async () => {
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
	it("is sent once for one idempotency key, also by parallel requests", async () => {
		const world = await createWorld();
		const carrier = unique("carrier");
		const { country } = await createRoute(world, [`${carriers}/${carrier}/ok`]);
		const idempotencyKey = unique("key");
		const results = await Promise.all(Array.from({ length: 5 }, () => send(request(country, { idempotencyKey }))));
		expect(new Set(results.map(({ delivery }) => delivery?.id)).size).toBe(1);
		expect(results.filter(({ delivery }) => delivery?.isRepeat === false)).toHaveLength(1);
		expect(await takenBy(carrier)).toHaveLength(1);
	});

	it("goes to the next provider when nobody confirms it, once, with the same code, and its text is erased", async () => {
		const world = await createWorld();
		await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
		const [primary, secondary] = [unique("primary"), unique("secondary")];
		const { country, accounts } = await createRoute(world, [
			`${carriers}/${primary}/ok`,
			`${carriers}/${secondary}/ok`,
		]);
		const { delivery, ctx } = await send(request(country));
		const sealed = () =>
			env.DB.prepare("SELECT message_sealed FROM deliveries WHERE id = ?").bind(delivery!.id).first("message_sealed");
		expect(await sealed()).toMatch(/^v1\.test\./);
		expect(await sealed()).not.toContain("012345");
		const due = { deliveryId: delivery!.id, tried: [accounts[0]!] };
		await Promise.all([failOverLate(ctx, due), failOverLate(ctx, due), failOverLate(ctx, due)]);
		expect(await takenBy(primary)).toHaveLength(1);
		expect(await takenBy(secondary)).toMatchObject([{ otpCode: "012345" }]);
		expect(await sealed()).toBeNull();
		const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event LIKE ? ORDER BY seq")
			.bind(`%${delivery!.id}%`)
			.all<{ event: string }>();
		expect(results.map(({ event }) => JSON.parse(event).outcome.result)).toEqual(["SUCCESS", "SUCCESS"]);
	});

	it("goes nowhere later once its code was used", async () => {
		const world = await createWorld();
		await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
		const [primary, secondary] = [unique("primary"), unique("secondary")];
		const { country, accounts } = await createRoute(world, [
			`${carriers}/${primary}/ok`,
			`${carriers}/${secondary}/ok`,
		]);
		const { delivery, ctx } = await send(request(country));
		await settleDelivery(ctx, delivery!.id);
		await failOverLate(ctx, { deliveryId: delivery!.id, tried: [accounts[0]!] });
		expect(await takenBy(secondary)).toEqual([]);
	});
});
