import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import worker from "../../../src/index";
import { createCarriers, report, reportAll, send } from "./reports";

const consume = async (...bodies: unknown[]) => {
	const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }));
	const batch = createMessageBatch("tessera-receipts", messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	return getQueueResult(batch, execution);
};

afterEach(() => {
	vi.restoreAllMocks();
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
	it("applies the receipts of an SMPP session, and brings a receipt of an unknown message again", async () => {
		const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const receipt = (messageId: string) => ({
			accountId: accounts[0],
			receipts: [{ providerMessageId: messageId, status: "delivered", detail: "DELIVRD" }],
		});
		const result = await consume(receipt(providerMessageId!), receipt("nobody's"));
		expect(result.explicitAcks).toEqual(["m0"]);
		expect(result.retryMessages).toEqual([{ msgId: "m1" }]);
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body).toMatchObject({
			status: "delivered",
			attempts: [{ receipts: [{ status: "delivered", detail: "DELIVRD" }] }],
		});
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
