import { env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { makeEvents } from "../log/events";
import { acceptAll, refuse } from "../support/refusals";
import { unique } from "../support/world";
import { die, dieAs, letterOf } from "./letters";

let errors: MockInstance;

beforeEach(() => {
	errors = vi.spyOn(console, "error").mockImplementation(() => {});
	vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterEach(async () => {
	vi.restoreAllMocks();
	await acceptAll();
});

const rowOf = (messageId: string) =>
	env.DB.prepare("SELECT * FROM dead_letters WHERE message_id = ?").bind(messageId).first();

/** The System Log's events about a letter. */
async function eventsAbout(letterId: string | null) {
	const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event ->> '$.target[0].id' = ?")
		.bind(letterId)
		.all<{ event: string }>();
	return results.map(({ event }) => JSON.parse(event));
}

describe("a dead message", () => {
	it.each([
		["tessera-log", makeEvents(3, "語", 0)],
		["tessera-receipts", { accountId: "prv1", receipts: [{ providerMessageId: "1", status: "sent", detail: null }] }],
		["tessera-failover", { deliveryId: "dlv1", tried: [] }],
		["tessera-failover", null],
	])("of %s is kept as it is, once, however often it comes", async (queue, body) => {
		const message = { id: unique("message"), timestamp: new Date(1_000), attempts: 1, body };
		expect(await dieAs(queue, [message, message])).toMatchObject({ again: [] });
		await Promise.all([dieAs(queue, [message]), dieAs(queue, [message])]);
		const { body: kept, ...row } = (await rowOf(message.id))!;
		expect(JSON.parse(String(kept))).toEqual(body);
		expect(row).toEqual({
			id: expect.stringMatching(/^dlt[0-9A-Za-z]{17}$/),
			message_id: message.id,
			queue,
			bytes: new TextEncoder().encode(JSON.stringify(body)).length,
			sent_at: 1_000,
			died_at: expect.any(Number),
			played_back_at: null,
		});
		expect(await eventsAbout(String(row.id))).toHaveLength(1);
	});

	it("raises the alarm in the Worker's log and in the System Log, and neither shows what is in it", async () => {
		const [event] = makeEvents(1, "secret-target", Date.now());
		const { ids } = await die("tessera-log", [event]);
		expect(errors.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
			{ level: "error", message: "a message of a queue is dead", queue: "tessera-log", messageId: ids[0] },
		]);
		const id = await letterOf(ids[0]!);
		const events = await eventsAbout(id);
		expect(events).toMatchObject([
			{
				eventType: "system.dead_letter.create",
				severity: "ERROR",
				outcome: { result: "FAILURE" },
				target: [{ id, type: "DeadLetter", displayName: "tessera-log" }],
			},
		]);
		expect(JSON.stringify(events)).not.toContain("secret-target");
	});

	it("comes again while D1 refuses to keep it, and doesn't take its neighbours with it", async () => {
		const messages = ["a", "b", "c"].map((body) => ({ id: unique(body), timestamp: new Date(), attempts: 1, body }));
		await refuse("INSERT ON dead_letters", `NEW.message_id = '${messages[1]!.id}'`);
		expect((await dieAs("tessera-log", messages)).again).toEqual([messages[1]!.id]);
		expect(await Promise.all(messages.map(({ id }) => letterOf(id)))).toEqual([
			expect.any(String),
			null,
			expect.any(String),
		]);
		await acceptAll();
		expect((await dieAs("tessera-log", messages)).again).toEqual([]);
		expect(await letterOf(messages[1]!.id)).not.toBeNull();
	});

	it("is kept only together with its event", async () => {
		await refuse("INSERT ON log_events");
		const { ids, again } = await die("tessera-failover", null);
		expect([again, await letterOf(ids[0]!)]).toEqual([ids, null]);
		expect(errors).not.toHaveBeenCalled();
	});
});
