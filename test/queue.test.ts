import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { retryDelaySeconds, takeEach, takeMessage } from "../src/queue";

afterEach(() => {
	vi.restoreAllMocks();
});

/** A batch of messages that were tried so often, and what the consumer asks of the platform for each. */
function batchOf(bodies: string[], attempts = 1) {
	const messages = bodies.map((body) => ({ id: body, timestamp: new Date(), attempts, body }));
	const batch = createMessageBatch<string>("tessera-test", messages);
	const retries = batch.messages.map((message) => vi.spyOn(message, "retry"));
	return { batch, delays: () => retries.flatMap(({ mock }) => mock.calls.map(([options]) => options?.delaySeconds)) };
}

const failFor = (...refused: string[]) => {
	const taken: string[] = [];
	const take = async (body: string) => {
		if (refused.includes(body)) throw new Error("the database is locked");
		taken.push(body);
	};
	return { taken, take };
};

describe("a message that couldn't be taken", () => {
	it("is tried again about two seconds later, then after twice the time, up to a quarter of an hour", () => {
		const longest = [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900];
		for (const [index, seconds] of longest.entries()) {
			const drawn = Array.from({ length: 500 }, () => retryDelaySeconds(index + 1));
			expect(drawn.every(Number.isInteger)).toBe(true);
			expect(Math.max(...drawn)).toBeLessThanOrEqual(seconds);
			expect(Math.min(...drawn)).toBeGreaterThanOrEqual(seconds / 2);
		}
		expect(retryDelaySeconds(100)).toBeLessThanOrEqual(900);
	});

	it("comes back at another time than its neighbours", () => {
		expect(new Set(Array.from({ length: 200 }, () => retryDelaySeconds(9))).size).toBeGreaterThan(50);
	});

	it("is tried for half a day at least", () => {
		const waited = Array.from({ length: 100 }, (_, index) => retryDelaySeconds(index + 1));
		expect(waited.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(12 * 60 * 60);
	});

	it("doesn't take its neighbours with it", async () => {
		vi.spyOn(console, "warn").mockImplementation(() => {});
		const { batch, delays } = batchOf(["a", "b", "c", "d"], 6);
		const { taken, take } = failFor("a", "c");
		const execution = createExecutionContext();
		await takeEach(batch, take);
		const result = await getQueueResult(batch, execution);
		expect(taken).toEqual(["b", "d"]);
		expect(result.explicitAcks).toEqual(["b", "d"]);
		expect(result.retryMessages).toEqual([{ msgId: "a" }, { msgId: "c" }]);
		expect(result.retryBatch.retry).toBe(false);
		expect(delays()).toEqual([expect.any(Number), expect.any(Number)]);
		for (const seconds of delays()) expect(seconds).toBeGreaterThanOrEqual(32);
	});

	it("leaves a line in the Worker's log, without the values of a statement", async () => {
		const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
		const { batch } = batchOf(["a"], 3);
		const inner = new Error("D1_ERROR: database is locked");
		const statement = new Error("Failed query: insert … params: ada@example.com", { cause: inner });
		await takeMessage(batch.queue, batch.messages[0]!, () => Promise.reject(statement));
		expect(warn.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
			{
				level: "warning",
				message: "a message of a queue could not be taken, and is tried again",
				queue: "tessera-test",
				messageId: "a",
				attempts: "3",
				cause: "Error: D1_ERROR: database is locked",
			},
		]);
	});
});
