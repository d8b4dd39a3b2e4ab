import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toBase64Url } from "../../src/crypto/bytes";
import { seal } from "../../src/crypto/envelope";
import { readEnv } from "../../src/env";
import { answerHash, secretPlace } from "../../src/guard/secret";
import type { Attempt, KnownFactor, Lesson, Method } from "../../src/guard/types";
import { hotpSync } from "../../src/otp/hotp-sync";
import { logArrived } from "../support/log-queue";
import { unique } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

const { sealKeys, lookupKey } = readEnv(env);
const bytes = new TextEncoder().encode("12345678901234567890");
const hotp: Method = { kind: "hotp", algorithm: "SHA-1", digits: 6, lookAhead: 10, firstCounter: 0 };
const code = (counter: number) => hotpSync(bytes, counter, 6, "SHA-1");
const asker = {
	requestId: "req1",
	requestUri: "/verify",
	apiTokenId: "00T1",
	ipAddress: "203.0.113.9",
	userAgent: null,
};
const now = Date.now();

async function known(id: string, method: Method = hotp): Promise<KnownFactor> {
	const secret = method.kind === "answer" ? await answerHash(lookupKey, id, "Mayonnaise") : toBase64Url(bytes);
	return {
		id,
		status: "ACTIVE",
		authenticatorId: null,
		name: "Token",
		method,
		sealedSecret: await seal(sealKeys, secretPlace(id), secret),
	};
}

async function newGuard(method: Method = hotp) {
	const userId = unique("user");
	const factorId = unique("factor");
	const stub = () => env.GUARD.get(env.GUARD.idFromName(userId));
	const attempt = (input: Partial<Attempt>): Attempt => ({
		purpose: "verify",
		factorId,
		code: "",
		now,
		asker,
		...input,
	});
	const lesson = async (epoch: number): Promise<Lesson> => ({
		epoch,
		subject: { id: userId, login: `${userId}@example.com`, displayName: "Ada" },
		factor: await known(factorId, method),
	});
	const first = await stub().attempt(attempt({ code: "000000" }));
	if (first.result !== "unknown") throw new Error("a new guard knows nothing");
	return { userId, factorId, stub, attempt, lesson, epoch: first.epoch };
}

describe("the guard", () => {
	it("asks for a lesson, then needs none, also after it was evicted", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch))).toEqual({ result: "accepted" });
		expect(await stub().attempt(attempt({ code: code(1) }))).toEqual({ result: "accepted" });
		await abortAllDurableObjects();
		expect(await stub().attempt(attempt({ code: code(1) }))).toEqual({ result: "replayed" });
		expect(await stub().attempt(attempt({ code: code(2) }))).toEqual({ result: "accepted" });
	});

	it("keeps the lock through an eviction", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: "999999" }), await lesson(epoch));
		for (let i = 0; i < 4; i++) await stub().attempt(attempt({ code: "999999" }));
		await abortAllDurableObjects();
		expect(await stub().attempt(attempt({ code: code(0) }))).toEqual({ result: "locked", retryAfterSeconds: 300 });
		expect(await stub().lockStatus(now)).toEqual({ failures: 5, lockedUntil: now + 300_000 });
		await stub().unlock();
		expect(await stub().attempt(attempt({ code: code(0) }))).toEqual({ result: "accepted" });
	});

	it("refuses a lesson that was read before a revocation, and any lesson while it holds", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		await stub().hold(factorId, now);
		const stale = await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		expect(stale).toEqual({ result: "unknown", epoch: epoch + 1 });
		const held = await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1));
		expect(held.result).toBe("unknown");
		await stub().release(factorId);
		expect((await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1))).result).toBe("unknown");
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 2))).toEqual({ result: "accepted" });
	});

	it("ends a hold whose change never came back after a minute", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().hold(null, now);
		const late = attempt({ code: code(0), now: now + 60_000 });
		expect((await stub().attempt({ ...late, now: now + 59_999 }, await lesson(epoch + 1))).result).toBe("unknown");
		expect(await stub().attempt(late, await lesson(epoch + 1))).toEqual({ result: "accepted" });
	});

	it("keeps the used counter when a factor is forgotten, and drops it when the factor is erased", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await stub().release(factorId);
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1))).toEqual({ result: "replayed" });
		await stub().erase([factorId]);
		await runInDurableObject(stub(), (_, state) => {
			const [row] = [...state.storage.sql.exec("SELECT value FROM state")];
			expect(JSON.parse(String(row?.value)).marks).toEqual({});
			expect([...state.storage.sql.exec("SELECT id FROM known")]).toEqual([{ id: "subject" }]);
		});
	});

	it("accepts an answer whatever its case and spacing, and keeps no text of it", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard({ kind: "answer" });
		const answer = (text: string) => attempt({ code: text, isAnswer: true });
		expect(await stub().attempt(answer("  mayONNAISE "), await lesson(epoch))).toEqual({ result: "accepted" });
		expect(await stub().attempt(answer("ketchup"))).toEqual({ result: "wrong" });
		expect(await stub().attempt(attempt({ code: "755224" }))).toMatchObject({ result: "unfit", reason: "other-kind" });
		await runInDurableObject(stub(), (_, state) => {
			const rows = JSON.stringify([...state.storage.sql.exec("SELECT value FROM known")]);
			expect(rows.toLowerCase()).not.toContain("mayonnaise");
		});
	});

	it("holds no secret in the clear", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await runInDurableObject(stub(), (_, state) => {
			const rows = JSON.stringify([...state.storage.sql.exec("SELECT value FROM known")]);
			expect(rows).not.toContain(toBase64Url(bytes));
			expect(rows).not.toContain("12345678901234567890");
			expect(rows).toContain("v1.test.");
		});
	});

	it("writes nothing for a question about a factor that doesn't exist", async () => {
		const { stub } = await newGuard();
		await runInDurableObject(stub(), (_, state) => {
			expect([...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('state', 'known')")]).toEqual(
				[],
			);
		});
	});
});

describe("the guard's outbox", () => {
	const eventsOf = async (userId: string) => {
		const { results } = await env.DB.prepare(
			"SELECT event FROM log_events WHERE event ->> '$.actor.id' = ? ORDER BY seq",
		)
			.bind(userId)
			.all<{ event: string }>();
		return results.map((row) => JSON.parse(row.event));
	};

	it("ships every event once, over page turns, and is empty afterwards", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		for (let counter = 1; counter < 30; counter++) await stub().attempt(attempt({ code: code(counter) }));
		await runDurableObjectAlarm(stub());
		await logArrived();
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
		await runInDurableObject(stub(), (_, state) => {
			expect([...state.storage.sql.exec("SELECT id FROM pages")]).toEqual([]);
			const [row] = [...state.storage.sql.exec("SELECT value FROM state")];
			expect(JSON.parse(String(row?.value)).waiting).toEqual([]);
		});
	});

	it("keeps what the queue didn't take and ships it later, once", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await runInDurableObject(stub(), async (guard) => {
			const bindings = readEnv(env).bindings;
			const send = bindings.LOG_QUEUE.send;
			let sent = 0;
			bindings.LOG_QUEUE.send = async (...message) => {
				sent += 1;
				// The first try is delivered and then fails, as when the answer of the queue gets lost.
				const result = await send.apply(bindings.LOG_QUEUE, message);
				if (sent === 1) throw new Error("the queue's answer was lost");
				return result;
			};
			await guard.alarm?.();
			await guard.alarm?.();
			bindings.LOG_QUEUE.send = send;
			expect(sent).toBe(2);
		});
		const cause = "Error: the queue's answer was lost";
		const line = JSON.stringify({ level: "error", message: "log events could not be queued", cause });
		expect(written.mock.calls).toEqual([[line]]);
		await logArrived();
		expect(await eventsOf(userId)).toHaveLength(1);
	});

	it("tells of a reached limit once in its period", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: "999999" }), await lesson(epoch));
		for (let i = 0; i < 20; i++) await stub().attempt(attempt({ code: "999999" }));
		await runDurableObjectAlarm(stub());
		await logArrived();
		const events = await eventsOf(userId);
		expect(events.map((event) => event.outcome.result)).toEqual([
			"FAILURE",
			"FAILURE",
			"FAILURE",
			"FAILURE",
			"FAILURE",
			"DENY",
		]);
		expect(events[5]).toMatchObject({
			eventType: "system.operation.rate_limit.violation",
			severity: "WARN",
			debugContext: { debugData: { operationRateLimitThreshold: "5", operationRateLimitTimeUnit: "MINUTES" } },
		});
	});

	it("leaves nothing behind once the user is gone and the last event has left", async () => {
		const { stub, attempt, lesson, epoch, userId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await stub().retire();
		await runDurableObjectAlarm(stub());
		await logArrived();
		expect(await eventsOf(userId)).toHaveLength(1);
		await runInDurableObject(stub(), (_, state) => {
			expect([...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'state'")]).toEqual([]);
		});
		expect((await stub().attempt(attempt({ code: code(1) }))).result).toBe("unknown");
	});
});
