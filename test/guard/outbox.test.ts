import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readEnv } from "../../src/env";
import { erasedMarkMs } from "../../src/guard/spent";
import type { LogEvent } from "../../src/log/event";
import { logArrived } from "../support/log-queue";
import { code, newGuard } from "./token-guard";

afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

type Stub = Awaited<ReturnType<typeof newGuard>>["stub"];

/** Lets so much time pass that the guard asks the log about what it has sent. */
function untilAsked() {
	vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
}

/** Makes the guard ship, and the queue's consumer write. */
async function ship(stub: Stub) {
	await runDurableObjectAlarm(stub());
	await logArrived();
}

async function eventsOf(userId: string) {
	const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event ->> '$.actor.id' = ? ORDER BY seq")
		.bind(userId)
		.all<{ event: string }>();
	return results.map((row) => JSON.parse(row.event));
}

const rowsOf = (stub: Stub): Promise<{ id: number; value: string }[]> =>
	runInDurableObject(stub(), (_, { storage: { sql } }) => {
		const hasTable = [...sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'kept'")].length > 0;
		return hasTable ? [...sql.exec<{ id: number; value: string }>("SELECT id, value FROM kept ORDER BY id")] : [];
	});

/** Which events the guard still holds. */
async function heldEvents(stub: Stub): Promise<unknown[]> {
	const [state, , ...pages] = (await rowsOf(stub)).map(({ value }) => JSON.parse(value));
	return [...pages.flat(), ...(state?.waiting ?? [])];
}

/** Takes the place of the queue's `send` while `work` runs. */
async function withQueue(stub: Stub, send: (message: unknown) => Promise<void>, work: () => Promise<void>) {
	const { LOG_QUEUE } = readEnv(env).bindings;
	const real = LOG_QUEUE.send;
	LOG_QUEUE.send = async (message) => {
		await send(message);
		return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
	};
	try {
		await runInDurableObject(stub(), work);
	} finally {
		LOG_QUEUE.send = real;
	}
}

describe("the guard's outbox", () => {
	it("sends an event that is on its way no second time", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const sent: LogEvent[] = [];
		await withQueue(
			stub,
			async (message) => void sent.push(...(message as LogEvent[])),
			async () => {
				for (let ring = 0; ring < 3; ring++) {
					await runDurableObjectAlarm(stub());
					await stub().attempt(attempt({ code: code(1 + ring) }));
				}
			},
		);
		const own = sent.filter(({ actor }) => actor.id === userId).map(({ uuid }) => uuid);
		expect([own.length, new Set(own).size]).toEqual([3, 3]);
	});

	it("rings sooner for a single event than for a guard that had several to send", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		/** Seconds from now until the alarm rings. */
		const ringsIn = () =>
			runInDurableObject(stub(), async (_, { storage }) => ((await storage.getAlarm())! - Date.now()) / 1000);
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const first = await ringsIn();
		await runDurableObjectAlarm(stub());
		for (let counter = 1; counter < 5; counter++) await stub().attempt(attempt({ code: code(counter) }));
		const afterOne = await ringsIn();
		await runDurableObjectAlarm(stub());
		await stub().attempt(attempt({ code: code(5) }));
		const afterSeveral = await ringsIn();
		for (const seconds of [first, afterOne]) expect(seconds).toSatisfy((value: number) => value > 3 && value <= 8);
		expect(afterSeveral).toSatisfy((value: number) => value > 11 && value <= 24);
	});

	it("ships every event once, over page turns, and is empty once the log has them", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		for (let counter = 1; counter < 30; counter++) await stub().attempt(attempt({ code: code(counter) }));
		await ship(stub);
		const events = await eventsOf(userId);
		expect(events).toHaveLength(30);
		expect(new Set(events.map((event) => event.uuid)).size).toBe(30);
		expect(events[0]).toMatchObject({
			eventType: "user.authentication.auth_via_mfa",
			outcome: { result: "SUCCESS", reason: null },
			actor: { type: "User", alternateId: `${userId}@example.com` },
			client: { ipAddress: "203.0.113.9" },
			transaction: { id: "req1", detail: { requestApiTokenId: "00T1" } },
		});
		expect(await heldEvents(stub)).toHaveLength(30);
		untilAsked();
		await ship(stub);
		expect(await heldEvents(stub)).toEqual([]);
		expect(await eventsOf(userId)).toHaveLength(30);
	});

	it("sends again what the queue took and lost", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const lost: LogEvent[] = [];
		await withQueue(
			stub,
			async (message) => void lost.push(...(message as LogEvent[])),
			async () => {
				await runDurableObjectAlarm(stub());
			},
		);
		// Guards of other tests ship meanwhile, too.
		expect(lost.filter(({ actor }) => actor.id === userId)).toHaveLength(1);
		expect(await eventsOf(userId)).toHaveLength(0);
		untilAsked();
		await ship(stub);
		expect(await eventsOf(userId)).toHaveLength(1);
	});

	it("sends again after a restart, because nobody knows what was sent", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await withQueue(
			stub,
			async () => {},
			async () => {
				await runDurableObjectAlarm(stub());
			},
		);
		await abortAllDurableObjects();
		await ship(stub);
		untilAsked();
		await ship(stub);
		expect(await eventsOf(userId)).toHaveLength(1);
		expect(await heldEvents(stub)).toEqual([]);
	});

	it("keeps what the queue didn't take and ships it later, once", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await withQueue(
			stub,
			async () => {
				throw new Error("the queue is closed");
			},
			async () => {
				await runDurableObjectAlarm(stub());
			},
		);
		const cause = "Error: the queue is closed";
		const line = JSON.stringify({ level: "error", message: "log events could not be shipped", cause });
		expect(written.mock.calls).toEqual([[line]]);
		untilAsked();
		await ship(stub);
		expect(await eventsOf(userId)).toHaveLength(1);
	});

	it("keeps the events that came while others were on their way", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await ship(stub);
		await stub().attempt(attempt({ code: code(1) }));
		await ship(stub);
		expect(await eventsOf(userId)).toHaveLength(2);
		expect(await heldEvents(stub)).toHaveLength(2);
		untilAsked();
		await stub().attempt(attempt({ code: code(2) }));
		await runDurableObjectAlarm(stub());
		expect(await heldEvents(stub)).toHaveLength(1);
	});

	it("tells whose events are stuck, and takes it back when they have arrived", async () => {
		const backlog = async () =>
			(await env.DB.prepare("SELECT events, oldest_at FROM log_backlog WHERE user_id = ?").bind(userId).all()).results;
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		const at = Date.now() - 4 * 60_000;
		await stub().attempt(attempt({ code: code(0), now: at }), await lesson(epoch));
		const loses = async () => {};
		await withQueue(stub, loses, async () => {
			await runDurableObjectAlarm(stub());
		});
		expect(await backlog()).toEqual([{ events: 1, oldest_at: at }]);
		untilAsked();
		await ship(stub);
		untilAsked();
		await ship(stub);
		expect(await backlog()).toEqual([]);
	});

	it("tells of a reached limit once in its period", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: "999999" }), await lesson(epoch));
		for (let i = 0; i < 20; i++) await stub().attempt(attempt({ code: "999999" }));
		await ship(stub);
		const events = await eventsOf(userId);
		expect(events.map((event) => event.outcome.result)).toEqual([...Array(5).fill("FAILURE"), "DENY"]);
		expect(events[5]).toMatchObject({
			eventType: "system.operation.rate_limit.violation",
			severity: "WARN",
			debugContext: { debugData: { operationRateLimitThreshold: "5", operationRateLimitTimeUnit: "MINUTES" } },
		});
	});
});

describe("the guard of a deleted user", () => {
	it("keeps no name and no event once the log has them, and its marks for a month", async () => {
		const { stub, attempt, lesson, epoch, userId, factorId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await stub().retire();
		await ship(stub);
		expect(await heldEvents(stub)).toHaveLength(1);
		untilAsked();
		await ship(stub);
		expect(await eventsOf(userId)).toHaveLength(1);
		const rows = await rowsOf(stub);
		expect(rows).toHaveLength(1);
		expect(JSON.parse(rows[0]!.value)).toMatchObject({ marks: { [factorId]: { highest: 1 } }, waiting: [] });
		expect(JSON.stringify(rows)).not.toContain("example.com");
		const again = await stub().attempt(attempt({ code: code(1) }));
		expect(again.result).toBe("unknown");
		vi.useFakeTimers({ now: Date.now() + erasedMarkMs + 1_000, toFake: ["Date"] });
		await runDurableObjectAlarm(stub());
		vi.useRealTimers();
		expect(await rowsOf(stub)).toEqual([]);
	});

	it("is empty at once if no code was ever used", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: "999999" }), await lesson(epoch));
		await stub().retire();
		await ship(stub);
		untilAsked();
		await ship(stub);
		expect(await rowsOf(stub)).toEqual([]);
	});
});
