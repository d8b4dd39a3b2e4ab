import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import worker from "../../src/index";
import { arrivedUuids } from "../../src/log/arrival";
import type { LogEvent } from "../../src/log/event";
import { acceptAll, refuse } from "../support/refusals";
import { createWorld, unique } from "../support/world";
import { makeEvent, makeEvents, uuids } from "./events";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterEach(async () => {
	vi.restoreAllMocks();
	await acceptAll();
});

/** D1 refuses these events from now on; without a list, every event. */
const refuseEvents = (refused?: readonly string[]) =>
	refuse("INSERT ON log_events", refused && `NEW.uuid IN (${refused.map((uuid) => `'${uuid}'`)})`);

const unreadable = (): LogEvent => ({ ...makeEvent(), published: "not a time" });

async function consume(...bodies: LogEvent[][]) {
	const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }));
	const batch = createMessageBatch("tessera-log", messages);
	const execution = createExecutionContext();
	await worker.queue(batch as MessageBatch<never>, env, execution);
	const { ackAll, explicitAcks, retryMessages } = await getQueueResult(batch, execution);
	return { ackAll, explicitAcks, retried: retryMessages.map(({ msgId }: { msgId: string }) => msgId) };
}

async function untilArrived(events: readonly LogEvent[], withinMs: number): Promise<number> {
	const { ctx } = await createWorld();
	for (const until = Date.now() + withinMs; ; ) {
		const missing = events.length - (await arrivedUuids(ctx.db, uuids(events))).size;
		if (missing === 0 || Date.now() > until) return missing;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

describe("the consumer of the log's queue", () => {
	it("writes the events of all messages, and acknowledges them at once", async () => {
		const { ctx } = await createWorld();
		const events = makeEvents(250, unique("target"), Date.now());
		const result = await consume(events.slice(0, 120), events.slice(120), []);
		expect(result).toEqual({ ackAll: true, explicitAcks: [], retried: [] });
		expect((await arrivedUuids(ctx.db, uuids(events))).size).toBe(250);
	});

	it.each([0, 1, 2])("writes every message but the one that can't be written: number %i", async (bad) => {
		const { ctx } = await createWorld();
		const target = unique("target");
		const bodies = [0, 1, 2].map((index) => [
			...makeEvents(3, target, Date.now()),
			...(index === bad ? [unreadable()] : []),
		]);
		const good = [0, 1, 2].filter((index) => index !== bad);
		const result = await consume(...bodies);
		expect(result).toMatchObject({ explicitAcks: good.map((index) => `m${index}`), retried: [`m${bad}`] });
		const wanted = good.flatMap((index) => uuids(bodies[index]!));
		expect([...(await arrivedUuids(ctx.db, wanted))].sort()).toEqual(wanted.sort());
	});

	it("brings all messages again while D1 refuses to write", async () => {
		await refuseEvents();
		expect(await consume(makeEvents(2, "a", 0), makeEvents(2, "b", 0))).toMatchObject({
			ackAll: false,
			explicitAcks: [],
			retried: ["m0", "m1"],
		});
	});

	it("loses nothing when D1 refuses for longer than eleven tries in a row would take", async () => {
		const events = makeEvents(50, unique("target"), Date.now());
		await refuseEvents();
		for (let start = 0; start < 50; start += 10) await env.LOG_QUEUE.send(events.slice(start, start + 10));
		await new Promise((resolve) => setTimeout(resolve, 13_000));
		await acceptAll();
		expect(await untilArrived(events, 25_000)).toBe(0);
	}, 60_000);

	it("writes what stands beside messages that can't be written, and these when they can be", async () => {
		const events = makeEvents(7, unique("target"), Date.now());
		const [refused, others] = [events.slice(3, 5), events.toSpliced(3, 2)];
		await refuseEvents(uuids(refused));
		await env.LOG_QUEUE.sendBatch(events.map((event) => ({ body: [event] })));
		expect(await untilArrived(others, 10_000)).toBe(0);
		expect(await untilArrived(refused, 0)).toBe(2);
		await acceptAll();
		expect(await untilArrived(refused, 10_000)).toBe(0);
	});
});
