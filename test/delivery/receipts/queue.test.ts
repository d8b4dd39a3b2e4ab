import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import worker from "../../../src/index";
import { acceptAll, refuse } from "../../support/refusals";
import { createCarriers, report, reportAll, send } from "./reports";

const consume = (...bodies: unknown[]) => consumeTried(1, ...bodies);

async function consumeTried(attempts: number, ...bodies: unknown[]) {
	const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts, body }));
	const batch = createMessageBatch("tessera-receipts", messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	return getQueueResult(batch, execution);
}

const receipt = (accountId: string, providerMessageId: string) => ({
	accountId,
	receipts: [{ providerMessageId, status: "delivered", detail: "DELIVRD" }],
});

afterEach(async () => {
	vi.restoreAllMocks();
	await acceptAll();
});

/** The messages that are put on the queue. This queue delivers none of them. */
function queued() {
	const { calls } = vi.spyOn(env.RECEIPT_QUEUE, "sendBatch").mockResolvedValue(undefined as never).mock;
	return {
		calls: () => calls.map(([messages]) => [...messages].map(({ body }) => body)),
		bodies: () => calls.flatMap(([messages]) => [...messages].map(({ body }) => body)),
		delays: () => calls.map(([, options]) => options),
	};
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe("the receipt queue", () => {
	it("applies the receipts of an SMPP session, and looks at a receipt of an unknown message again", async () => {
		const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const queue = queued();
		const [known, unknown] = [receipt(accounts[0]!, providerMessageId!), receipt(accounts[0]!, "nobody's")];
		const result = await consume(known, { ...unknown, receipts: [...known.receipts, ...unknown.receipts] });
		expect(result).toMatchObject({ explicitAcks: ["m0", "m1"], retryMessages: [] });
		expect(queue.bodies()).toEqual([{ ...unknown, looks: 1 }]);
		expect(queue.delays()).toEqual([{ delaySeconds: 5 }]);
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body).toMatchObject({
			status: "delivered",
			attempts: [{ receipts: [{ status: "delivered", detail: "DELIVRD" }] }],
		});
	});

	it("drops a receipt whose message is still unknown at the sixth look, however often D1 failed between", async () => {
		const { accounts } = await createCarriers({ odd: "PENDING" });
		const queue = queued();
		await consume(receipt(accounts[0]!, "nobody's"));
		for (let look = 2; look <= 5; look++) await consumeTried(40 + look, queue.bodies().at(-1));
		expect(queue.bodies()).toMatchObject([1, 2, 3, 4, 5].map((looks) => ({ looks })));
		expect((await consume(queue.bodies().at(-1))).explicitAcks).toEqual(["m0"]);
		expect(queue.bodies()).toHaveLength(5);
	});

	it.each([
		["has another shape", { accountId: "prvNobody" }],
		["is nothing at all", null],
	])("brings a message again that %s, and applies its neighbours", async (_, odd) => {
		vi.spyOn(console, "warn").mockImplementation(() => {});
		const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
		const sent = [await send(world, country), await send(world, country)];
		const [first, last] = sent.map(({ providerMessageId }) => receipt(accounts[0]!, providerMessageId!));
		const result = await consume(first, odd, last);
		expect(result).toMatchObject({ explicitAcks: ["m0", "m2"], retryMessages: [{ msgId: "m1" }] });
		for (const { id } of sent) {
			expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("delivered");
		}
	});

	it("brings a message again while D1 refuses to write, and applies it then", async () => {
		vi.spyOn(console, "warn").mockImplementation(() => {});
		const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const message = receipt(accounts[0]!, providerMessageId!);
		const statusOf = async () => (await world.call("GET", `/api/v1/deliveries/${id}`)).body.status;
		await refuse("UPDATE ON delivery_tries");
		for (let tries = 1; tries <= 8; tries++) {
			expect((await consumeTried(tries, message)).retryMessages).toEqual([{ msgId: "m0" }]);
		}
		expect(await statusOf()).toBe("queued");
		await acceptAll();
		expect((await consumeTried(9, message)).explicitAcks).toEqual(["m0"]);
		expect(await statusOf()).toBe("delivered");
	});

	it("takes a callback that came before its try was written, and applies it afterwards", async () => {
		const { world, accounts, country } = await createCarriers({ fast: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const { results } = await env.DB.prepare("DELETE FROM delivery_tries WHERE delivery_id = ? RETURNING *")
			.bind(id)
			.all();
		const queue = queued();
		expect((await report(world, `/receipts/${accounts[0]}/${id}`, "SUCCESSFUL", providerMessageId!)).status).toBe(200);
		expect(queue.delays()).toEqual([{ delaySeconds: 5 }]);

		const row = results[0]!;
		await env.DB.prepare(`INSERT INTO delivery_tries (${Object.keys(row)}) VALUES (${Object.keys(row).map(() => "?")})`)
			.bind(...Object.values(row))
			.run();
		expect((await consume(...queue.bodies())).explicitAcks).toEqual(["m0"]);
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("delivered");
	});

	it("takes the receipts of a large callback, in messages of twenty", async () => {
		const { world, accounts, country } = await createCarriers({ busy: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const queue = queued();
		const words = Array.from({ length: 1_000 }, (_, index) => ({
			status: "SUCCESSFUL",
			transactionId: index === 999 ? providerMessageId! : `tx-of-another-service-${"x".repeat(80)}-${index}`,
		}));
		const answer = await reportAll(world, `/receipts/${accounts[0]}`, words);
		expect([answer.status, answer.body]).toEqual([200, ""]);
		expect(queue.bodies().map(({ receipts }) => receipts.length)).toEqual(Array(50).fill(20));
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("queued");
		await consume(...queue.bodies().slice(-1));
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("delivered");
	});

	it("gets no more at once than the platform takes, whatever the ids are", async () => {
		const { world, accounts } = await createCarriers({ odd: "PENDING" });
		const queue = queued();
		const words = ["\u0001".repeat(256), "語".repeat(256), "x".repeat(257)].flatMap((transactionId) =>
			Array.from({ length: 200 }, () => ({ status: "PENDING", transactionId })),
		);
		expect((await reportAll(world, `/receipts/${accounts[0]}`, words)).status).toBe(200);
		expect(queue.bodies().flatMap(({ receipts }) => receipts)).toHaveLength(400);
		expect(Math.max(...queue.bodies().map(bytesOf))).toBeLessThan(128_000);
		expect(Math.max(...queue.calls().map(bytesOf))).toBeLessThan(256_000);
	});
});
