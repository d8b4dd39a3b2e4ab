import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import worker from "../../../src/index";
import { createCarriers, report, send } from "./carriers";

const consume = async (...bodies: unknown[]) => {
	const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }));
	const batch = createMessageBatch("tessera-receipts", messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	return getQueueResult(batch, execution);
};

describe("the receipt queue", () => {
	it("applies what a session of an operator put there, and brings back what isn't known yet", async () => {
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

	it("takes a callback that came before its try was written, which is applied afterwards", async () => {
		const { world, accounts, country } = await createCarriers({ fast: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const { results } = await env.DB.prepare("DELETE FROM delivery_attempts WHERE delivery_id = ? RETURNING *")
			.bind(id)
			.all();
		const spy = vi.spyOn(env.RECEIPT_QUEUE, "send").mockResolvedValue(undefined as never);
		expect((await report(world, `/receipts/${accounts[0]}/${id}`, "SUCCESSFUL", providerMessageId!)).status).toBe(200);
		const [queued, options] = spy.mock.calls[0]!;
		spy.mockRestore();
		expect(options).toEqual({ delaySeconds: 5 });

		const row = results[0]!;
		await env.DB.prepare(
			`INSERT INTO delivery_attempts (${Object.keys(row)}) VALUES (${Object.keys(row).map(() => "?")})`,
		)
			.bind(...Object.values(row))
			.run();
		expect((await consume(queued)).explicitAcks).toEqual(["m0"]);
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("delivered");
	});
});
