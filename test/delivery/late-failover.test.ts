import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failOverLate } from "../../src/delivery/late-failover";
import { settleDelivery } from "../../src/delivery/records/write";
import worker from "../../src/index";
import { createActiveUser } from "../factors/sent-factor";
import { carriers, takenBy } from "../support/carriers";
import { acceptAll, refuse } from "../support/refusals";
import { createWorld, unique } from "../support/world";
import { createRoute, request, send, triesOf } from "./sends";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterEach(async () => {
	vi.restoreAllMocks();
	await acceptAll();
});

const rowOf = (deliveryId: string) => env.DB.prepare("SELECT * FROM deliveries WHERE id = ?").bind(deliveryId).first();

/** A world that waits five minutes for a confirmation, with a route of carriers that do what they are told. */
async function createLateRoute(...behaviours: string[]) {
	const world = await createWorld();
	await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
	const names = behaviours.map((behaviour) => unique(behaviour));
	const route = await createRoute(
		world,
		behaviours.map((behaviour, index) => `${carriers}/${names[index]}/${behaviour}`),
	);
	return { world, names, ...route };
}

describe("a message that nobody confirms", () => {
	it("goes to the next provider once, with the same code, and its text is erased", async () => {
		const { names, country, accounts } = await createLateRoute("ok", "ok");
		const [primary, secondary] = names as [string, string];
		const { delivery, ctx } = await send(request(country));
		const sealed = () =>
			env.DB.prepare("SELECT message_sealed FROM deliveries WHERE id = ?").bind(delivery!.id).first("message_sealed");
		expect(await sealed()).toMatch(/^v1\.test\./);
		expect(await sealed()).not.toContain("012345");
		const due = { deliveryId: delivery!.id, tried: [accounts[0]!] };
		// A run that finds another run under way is to come back later.
		await Promise.allSettled([failOverLate(ctx, due), failOverLate(ctx, due), failOverLate(ctx, due)]);
		expect(await takenBy(primary)).toHaveLength(1);
		expect(await takenBy(secondary)).toMatchObject([{ otpCode: "012345" }]);
		expect(await sealed()).toBeNull();
		const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event LIKE ? ORDER BY seq")
			.bind(`%${delivery!.id}%`)
			.all<{ event: string }>();
		expect(results.map(({ event }) => JSON.parse(event).outcome.result)).toEqual(["SUCCESS", "SUCCESS"]);
	});

	it("goes to no other provider when its code was used", async () => {
		const { names, country, accounts } = await createLateRoute("ok", "ok");
		const { delivery, ctx } = await send(request(country));
		await settleDelivery(ctx, delivery!.id);
		await failOverLate(ctx, { deliveryId: delivery!.id, tried: [accounts[0]!] });
		expect(await takenBy(names[1]!)).toEqual([]);
	});

	it("goes to no other provider when the person has answered STOP meanwhile", async () => {
		const { names, country, accounts } = await createLateRoute("ok", "ok");
		const { delivery, ctx } = await send(request(country));
		const { destination_hash: hash } = (await rowOf(delivery!.id))!;
		await env.DB.prepare(
			"INSERT INTO sms_replies (destination_hash, contact_hash, number_masked, stopped_at) VALUES (?, '', '', 1)",
		)
			.bind(hash)
			.run();
		await failOverLate(ctx, { deliveryId: delivery!.id, tried: [accounts[0]!] });
		expect(await takenBy(names[1]!)).toEqual([]);
		expect(await rowOf(delivery!.id)).toMatchObject({ message_sealed: null });
	});

	it("stays with its provider when the next provider refuses it", async () => {
		const { country, accounts } = await createLateRoute("ok", "429");
		const { delivery, ctx } = await send(request(country));
		await failOverLate(ctx, { deliveryId: delivery!.id, tried: [accounts[0]!] });
		expect((await triesOf(delivery!.id)).map(({ result }) => result)).toEqual(["accepted", "failed"]);
		expect(await rowOf(delivery!.id)).toMatchObject({ status: delivery!.status, account_id: accounts[0] });
	});

	it("skips a provider whose try was broken off, and doesn't go there twice", async () => {
		const { names, country, accounts } = await createLateRoute("ok", "ok", "ok");
		const { delivery, ctx } = await send(request(country));
		await env.DB.prepare(
			`INSERT INTO delivery_tries (delivery_id, position, account_id, provider_name, result, kind, status, started_at, duration_ms)
				VALUES (?, 1, ?, 'webhook', 'unknown', 'unknown', 'unknown', ?, 0)`,
		)
			.bind(delivery!.id, accounts[1], ctx.now() - 60_000)
			.run();
		await failOverLate(ctx, { deliveryId: delivery!.id, tried: [accounts[0]!] });
		expect(await takenBy(names[1]!)).toEqual([]);
		expect(await takenBy(names[2]!)).toHaveLength(1);
		expect((await rowOf(delivery!.id))?.message_sealed).toBeNull();
	});

	it("keeps no text when no provider took it, or when there is only one provider", async () => {
		const refused = await createLateRoute("429", "429");
		expect((await send(request(refused.country))).error?.code).toBe("E0000139");
		const single = await createLateRoute("ok");
		const { delivery } = await send(request(single.country));
		const { results } = await env.DB.prepare(
			"SELECT message_sealed FROM deliveries ORDER BY created_at DESC LIMIT 2",
		).all();
		expect(results).toEqual([{ message_sealed: null }, { message_sealed: null }]);
		expect((await rowOf(delivery!.id))?.message_sealed).toBeNull();
	});
});

/** What the platform is told about each message of a batch that is due. */
async function consume(...dues: unknown[]) {
	const messages = dues.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }));
	const batch = createMessageBatch("tessera-failover", messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	const { explicitAcks, retryMessages } = await getQueueResult(batch, execution);
	return { taken: explicitAcks, again: retryMessages.map(({ msgId }: { msgId: string }) => msgId) };
}

const beginEarlier = (deliveryId: string) =>
	env.DB.prepare("UPDATE delivery_tries SET started_at = started_at - 60000 WHERE delivery_id = ? AND position > 0")
		.bind(deliveryId)
		.run();

describe("the queue of messages that are due", () => {
	async function createDue() {
		const { names, country, accounts } = await createLateRoute("ok", "ok", "ok");
		const { delivery } = await send(request(country));
		return { names, id: delivery!.id, due: { deliveryId: delivery!.id, tried: [accounts[0]!] } };
	}

	it("takes every message but the one that fails", async () => {
		const [first, last] = [await createDue(), await createDue()];
		expect(await consume(first.due, null, last.due)).toEqual({ taken: ["m0", "m2"], again: ["m1"] });
		for (const { names } of [first, last]) expect(await takenBy(names[1]!)).toHaveLength(1);
	});

	it("brings a message again while D1 refuses to claim the try, and sends nothing meanwhile", async () => {
		const { names, due } = await createDue();
		await refuse("INSERT ON delivery_tries");
		expect(await consume(due)).toEqual({ taken: [], again: ["m0"] });
		expect(await takenBy(names[1]!)).toEqual([]);
		await acceptAll();
		expect(await consume(due)).toEqual({ taken: ["m0"], again: [] });
		expect(await takenBy(names[1]!)).toHaveLength(1);
	});

	it("goes on after D1 refused the result of a try, and sends nothing twice", async () => {
		const { names, id, due } = await createDue();
		await refuse("UPDATE ON delivery_tries");
		expect(await consume(due)).toEqual({ taken: [], again: ["m0"] });
		await acceptAll();
		expect(await consume(due), "another run may be at it").toEqual({ taken: [], again: ["m0"] });
		await beginEarlier(id);
		expect(await consume(due)).toEqual({ taken: ["m0"], again: [] });
		for (const name of names) expect(await takenBy(name)).toHaveLength(1);
		expect((await rowOf(id))?.message_sealed).toBeNull();
	});

	it("waits for the confirmation of a try whose result D1 has, also after the next wait couldn't be queued", async () => {
		const { names, id, due } = await createDue();
		const queue = vi.spyOn(env.FAILOVER_QUEUE, "send").mockRejectedValueOnce(new Error("the queue is overloaded"));
		expect(await consume(due)).toEqual({ taken: [], again: ["m0"] });
		for (const wait of [async () => {}, () => beginEarlier(id)]) {
			await wait();
			expect(await consume(due)).toEqual({ taken: ["m0"], again: [] });
		}
		expect([(await takenBy(names[1]!)).length, (await takenBy(names[2]!)).length]).toEqual([1, 0]);
		const next = [{ ...due, tried: [...due.tried, expect.any(String)] }, { delaySeconds: 300 }];
		expect(queue.mock.calls).toEqual([next, next, next]);
	});
});

/** A person whose challenge the first of two carriers has taken, and the messages that the second one gets late. */
async function createUnconfirmed() {
	const late: string[] = [];
	const carry = async (input: RequestInfo | URL, init?: RequestInit) => {
		const { otpCode } = JSON.parse(String(init?.body)).data.messageProfile;
		if (String(input).includes("second")) late.push(otpCode);
		else first.push(otpCode);
		return Response.json({ commands: [{ type: "com.okta.telephony.action", value: [{ status: "PENDING" }] }] });
	};
	const first: string[] = [];
	const world = await createWorld({ fetch: carry as typeof fetch });
	await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
	const secrets = { signingSecret: `whsec_${btoa("x".repeat(32))}` };
	const providers: string[] = [];
	for (const host of ["first", "second"]) {
		const account = { name: unique(host), driver: "webhook", config: { url: `https://${host}.example.com/` }, secrets };
		providers.push((await world.call("POST", "/api/v1/provider-accounts", account)).body.id);
	}
	const route = { name: unique("route"), priority: 1, conditions: { channels: ["SMS"] }, providers };
	expect((await world.call("POST", "/api/v1/delivery-routes", route)).status).toBe(200);
	const person = await createActiveUser(world);
	const deliveryId = (await person.challenge()).body._embedded.delivery.id;
	return { world, person, first, late, deliveryId, due: { deliveryId, tried: [providers[0]!] } };
}

describe("an unconfirmed code", () => {
	it("is sent late while it can be used", async () => {
		const { world, first, late, due } = await createUnconfirmed();
		await failOverLate(world.ctx, due);
		expect(late).toEqual(first);
	});

	it.each([
		[
			"a newer one was sent",
			async ({ world, person }: Awaited<ReturnType<typeof createUnconfirmed>>) => {
				world.clock.now += 30_000;
				await person.challenge();
			},
		],
		[
			"the user signed in by it",
			async ({ person, first }: Awaited<ReturnType<typeof createUnconfirmed>>) => {
				expect((await person.verify(first[0]!)).status).toBe(200);
			},
		],
		[
			"the factor is gone",
			async ({ world, person }: Awaited<ReturnType<typeof createUnconfirmed>>) => {
				await world.call("DELETE", person.path);
			},
		],
		[
			"the user is suspended",
			async ({ world, person }: Awaited<ReturnType<typeof createUnconfirmed>>) => {
				await world.call("POST", `/api/v1/users/${person.user.id}/lifecycle/suspend`);
			},
		],
	])("isn't sent late when %s, and its text is erased", async (_, change) => {
		const unconfirmed = await createUnconfirmed();
		await change(unconfirmed);
		await failOverLate(unconfirmed.world.ctx, unconfirmed.due);
		expect(unconfirmed.late).toEqual([]);
		expect((await rowOf(unconfirmed.deliveryId))?.message_sealed).toBeNull();
	});
});
