import { createExecutionContext, createScheduledController, env, waitOnExecutionContext } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import worker from "../../src/index";
import { arrivedUuids } from "../../src/log/arrival";
import { createCarriers, receiptEvents, send } from "../delivery/receipts/reports";
import { day, follow, iso, makeEvents, nextPath, uuids } from "../log/events";
import { logArrived } from "../support/log-queue";
import { createWorld, unique, type World } from "../support/world";
import { die, letterOf } from "./letters";

const path = "/api/v1/dead-letters";

beforeEach(async () => {
	for (const level of ["error", "warn"] as const) vi.spyOn(console, level).mockImplementation(() => {});
	await env.DB.exec("DELETE FROM dead_letters");
});

afterEach(() => {
	vi.restoreAllMocks();
});

/** A letter of the log's queue. */
async function createLetter(events: unknown = []) {
	const { ids } = await die("tessera-log", events);
	return (await letterOf(ids[0]!))!;
}

const missing = async (world: World, events: ReturnType<typeof makeEvents>) =>
	events.length - (await arrivedUuids(world.ctx.db, uuids(events))).size;

describe("dead letters", () => {
	it("are listed with what is known about them, and never with what is in them", async () => {
		const world = await createWorld();
		const [event] = makeEvents(1, "secret-target", Date.now());
		const { ids } = await die("tessera-log", [event]);
		const id = await letterOf(ids[0]!);
		const letter = {
			id,
			queue: "tessera-log",
			status: "DEAD",
			messageId: ids[0],
			bytes: new TextEncoder().encode(JSON.stringify([event])).length,
			sent: expect.any(String),
			died: expect.any(String),
			playedBack: null,
		};
		expect((await world.call("GET", path)).body).toEqual([letter]);
		expect((await world.call("GET", `${path}/${id}`)).body).toEqual(letter);
	});

	it("come the newest first, in pages, and can be asked for by queue and status", async () => {
		const world = await createWorld();
		const log: string[] = [];
		for (let index = 0; index < 5; index++) {
			log.unshift(await createLetter());
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		await die("tessera-failover", null);
		await world.call("POST", `${path}/${log[1]}/replay`);
		const idsOf = async (query: string) => {
			const ids: string[] = [];
			for (let next: string | null = `${path}?limit=2&${query}`; next !== null; ) {
				const answer = await world.call("GET", next);
				ids.push(...answer.body.map(({ id }: { id: string }) => id));
				next = nextPath(answer.headers);
			}
			return ids;
		};
		expect(await idsOf("queue=tessera-log")).toEqual(log);
		expect(await idsOf("queue=tessera-log&status=DEAD")).toEqual(log.toSpliced(1, 1));
		expect(await idsOf("status=PLAYED_BACK")).toEqual([log[1]]);
		expect(await idsOf("queue=tessera-receipts")).toEqual([]);
		expect(await idsOf("")).toHaveLength(6);
	});
});

describe("playing back", () => {
	it("puts a letter on its queue, and the log has its events once, although it was played back twice", async () => {
		const world = await createWorld();
		const events = makeEvents(4, unique("target"), Date.now());
		const id = await createLetter(events);
		expect(await missing(world, events)).toBe(4);
		world.clock.now += day;
		const answer = await world.call("POST", `${path}/${id}/replay`);
		expect(answer.body).toMatchObject({ id, status: "PLAYED_BACK", playedBack: iso(world.clock.now) });
		expect((await world.call("POST", `${path}/${id}/replay`)).status).toBe(200);
		await logArrived();
		const target = events[0]!.target[0]!.id;
		const { pages } = await follow(
			world,
			`/api/v1/logs?${new URLSearchParams({ filter: `target.id eq "${target}"` })}`,
		);
		expect(pages.flat().sort()).toEqual(uuids(events).sort());
	});

	it("puts a receipt and a late failover on their queues", async () => {
		const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
		const { id, providerMessageId } = await send(world, country);
		const failovers = vi.spyOn(env.FAILOVER_QUEUE, "send").mockResolvedValue(undefined as never);
		const due = { deliveryId: id, tried: accounts };
		await die("tessera-failover", due);
		await die("tessera-receipts", {
			accountId: accounts[0],
			receipts: [{ providerMessageId, status: "delivered", detail: null }],
		});
		for (const queue of ["tessera-failover", "tessera-receipts"]) {
			expect((await world.call("POST", `${path}/replay`, { queue })).body).toEqual({ replayed: 1, remaining: 0 });
		}
		expect(failovers.mock.calls).toEqual([[due]]);
		await vi.waitFor(async () => expect(await receiptEvents(id)).toHaveLength(1), { timeout: 10_000, interval: 100 });
		expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body.status).toBe("delivered");
	});

	it("of a whole queue takes a hundred letters at a time, and leaves other queues and earlier replays alone", async () => {
		const world = await createWorld();
		const sends = { log: vi.spyOn(env.LOG_QUEUE, "send"), failover: vi.spyOn(env.FAILOVER_QUEUE, "send") };
		await die("tessera-log", ...Array.from({ length: 203 }, () => []));
		await die("tessera-failover", null);
		const answers: unknown[] = [];
		for (let calls = 0; calls < 4; calls++) {
			answers.push((await world.call("POST", `${path}/replay`, { queue: "tessera-log" })).body);
		}
		expect(answers).toEqual([
			{ replayed: 100, remaining: 103 },
			{ replayed: 100, remaining: 3 },
			{ replayed: 3, remaining: 0 },
			{ replayed: 0, remaining: 0 },
		]);
		expect([sends.log.mock.calls.length, sends.failover.mock.calls.length]).toEqual([203, 0]);
	});

	it("leaves a letter dead that its queue doesn't take", async () => {
		const world = await createWorld();
		const id = await createLetter();
		vi.spyOn(env.LOG_QUEUE, "send").mockRejectedValueOnce(new Error("overloaded"));
		expect((await world.call("POST", `${path}/${id}/replay`)).status).toBe(500);
		expect((await world.call("GET", `${path}/${id}`)).body.status).toBe("DEAD");
		expect((await world.call("POST", `${path}/${id}/replay`)).body.status).toBe("PLAYED_BACK");
	});

	it("is in the System Log, with who did it", async () => {
		const world = await createWorld();
		const id = await createLetter();
		await createLetter();
		await world.call("POST", `${path}/${id}/replay`);
		await world.call("POST", `${path}/replay`, { queue: "tessera-log" });
		await world.call("POST", `${path}/replay`, { queue: "tessera-log" });
		const filter = 'eventType eq "system.dead_letter.replay"';
		const { body } = await world.call("GET", `/api/v1/logs?${new URLSearchParams({ filter })}`);
		const actor = { type: "ApiToken", displayName: "test ADMINISTRATOR" };
		expect(body.slice(-2)).toMatchObject([
			{ actor, target: [{ id, type: "DeadLetter" }], debugContext: { debugData: { messages: "1" } } },
			{ actor, target: [{ id: "tessera-log", type: "Queue" }], debugContext: { debugData: { messages: "1" } } },
		]);
	});

	it("of a letter that nobody has is refused, and so is an unknown queue", async () => {
		const world = await createWorld();
		expect((await world.call("POST", `${path}/dltNobody/replay`)).body.errorCode).toBe("E0000007");
		expect((await world.call("POST", `${path}/replay`, { queue: "tessera-log-dead" })).body.errorCode).toBe("E0000001");
	});
});

describe("the nightly clean-up", () => {
	it("deletes letters that were played back a month ago, and no letter that wasn't", async () => {
		const world = await createWorld();
		const [old, recent, waiting] = [await createLetter(), await createLetter(), await createLetter()];
		const playBackAt = async (id: string, at: number) => {
			world.clock.now = at;
			await world.call("POST", `${path}/${id}/replay`);
		};
		await playBackAt(old, Date.now() - 30 * day - 60_000);
		await playBackAt(recent, Date.now() - 30 * day + 60_000);
		await env.DB.prepare("UPDATE dead_letters SET died_at = 0, sent_at = 0 WHERE id = ?").bind(waiting).run();
		const execution = createExecutionContext();
		await worker.scheduled(createScheduledController({ cron: "17 3 * * *" }), env, execution);
		await waitOnExecutionContext(execution);
		const left = (await world.call("GET", path)).body.map(({ id }: { id: string }) => id);
		expect(left.sort()).toEqual([recent, waiting].sort());
	});
});
