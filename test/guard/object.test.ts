import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { toBase64Url } from "../../src/crypto/bytes";
import type { Verdict } from "../../src/guard/types";
import { bytes, change, code, newGuard, now } from "./token-guard";

describe("the guard", () => {
	it("asks for a lesson, then needs none, also after it was evicted", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch))).toEqual({ result: "accepted" });
		expect(await stub().attempt(attempt({ code: code(1) }))).toEqual({ result: "accepted" });
		await abortAllDurableObjects();
		expect(await stub().attempt(attempt({ code: code(1) }))).toEqual({ result: "replayed" });
		expect(await stub().attempt(attempt({ code: code(2) }))).toEqual({ result: "accepted" });
	});

	it("computes one HMAC for the expected code, four for a neighbour of it, and the rest for others", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const sign = vi.spyOn(crypto.subtle, "sign");
		const judged = async (typed: string) => {
			sign.mockClear();
			const { result } = await stub().attempt(attempt({ code: typed, isOwnId: true }));
			return [result, sign.mock.calls.length];
		};
		expect(await judged(code(1))).toEqual(["accepted", 1]);
		expect(await judged(code(1))).toEqual(["replayed", 4]);
		expect(await judged(code(3))).toEqual(["accepted", 4]);
		// The one before, the expected one, and ten ahead.
		expect(await judged(code(14))).toEqual(["accepted", 4 + 12]);
		expect(await judged("999999")).toEqual(["wrong", 4 + 12]);
		sign.mockRestore();
	});

	it("judges in one turn what was prepared at the same time", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const { sign } = crypto.subtle;
		// Here HMACs are computed at once. Nothing promises that, and other attempts may be judged meanwhile.
		const slow = vi.spyOn(crypto.subtle, "sign").mockImplementation(async (...input) => {
			await new Promise((resolve) => setTimeout(resolve, 20));
			return sign.apply(crypto.subtle, input);
		});
		const all = (...codes: string[]) =>
			Promise.all(codes.map((typed) => stub().attempt(attempt({ code: typed, isOwnId: true }))));
		const tally = (verdicts: Verdict[]) => verdicts.map(({ result }) => result).sort();
		expect(tally(await all(code(1), code(1), code(1)))).toEqual(["accepted", "replayed", "replayed"]);
		const again = attempt({ code: code(2) });
		expect(tally(await Promise.all([1, 2, 3].map(() => stub().attempt(again))))).toEqual(Array(3).fill("accepted"));
		const [late] = await Promise.all([
			stub().attempt(attempt({ code: code(3), isOwnId: true })),
			new Promise((resolve) => setTimeout(resolve, 5)).then(() => stub().hold({ ...change, factorId }, now)),
		]);
		expect(late.result).toBe("unknown");
		await stub().release({ ...change, factorId });
		const { epoch: newEpoch } = (await stub().attempt(attempt({ code: code(3) }))) as { epoch: number };
		expect(await stub().attempt(attempt({ code: code(3) }), await lesson(newEpoch))).toEqual({ result: "accepted" });
		// Two failures are the replayed ones.
		const verdicts = tally(await all(...Array<string>(10).fill("999999")));
		expect(verdicts).toEqual([...Array(7).fill("locked"), ...Array(3).fill("wrong")]);
		slow.mockRestore();
	});

	it("keeps the lock through an eviction", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: "999999" }), await lesson(epoch));
		for (let i = 0; i < 4; i++) await stub().attempt(attempt({ code: "999999" }));
		await abortAllDurableObjects();
		expect(await stub().attempt(attempt({ code: code(0) }))).toEqual({ result: "locked", retryAfterSeconds: 300 });
		expect(await stub().lockStatus(now)).toMatchObject({ failures: 5, lockedUntil: now + 300_000 });
		await stub().unlock({ id: "u", by: "administrator", now });
		expect(await stub().attempt(attempt({ code: code(0) }))).toEqual({ result: "accepted" });
	});

	it("refuses a lesson that was read before a revocation, and any lesson while it holds", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		await stub().hold({ ...change, factorId }, now);
		const stale = await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		expect(stale).toEqual({ result: "unknown", epoch: epoch + 1 });
		const held = await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1));
		expect(held.result).toBe("unknown");
		await stub().release({ ...change, factorId });
		expect((await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1))).result).toBe("unknown");
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 2))).toEqual({ result: "accepted" });
	});

	it("ends a hold whose change never came back after a minute", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().hold({ ...change, factorId: null }, now);
		const late = attempt({ code: code(0), now: now + 60_000 });
		expect((await stub().attempt({ ...late, now: now + 59_999 }, await lesson(epoch + 1))).result).toBe("unknown");
		expect(await stub().attempt(late, await lesson(epoch + 1))).toEqual({ result: "accepted" });
	});

	it("keeps the used counter when a factor is forgotten, and when the factor is erased", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await stub().release({ ...change, factorId });
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(epoch + 1))).toEqual({ result: "replayed" });
		await stub().erase([factorId], [], now);
		await runInDurableObject(stub(), (_, state) => {
			const rows = [...state.storage.sql.exec("SELECT value FROM kept ORDER BY id")].map((row) =>
				JSON.parse(String(row.value)),
			);
			expect(rows[0].marks).toEqual({ [factorId]: { highest: 1, drift: 0, erasedAt: now } });
			expect(rows[1].factors).toEqual([]);
		});
	});

	it("accepts an answer whatever its case and spacing, and keeps no text of it", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard({ kind: "answer" });
		const answer = (text: string) => attempt({ code: text, isAnswer: true });
		expect(await stub().attempt(answer("  mayONNAISE "), await lesson(epoch))).toEqual({ result: "accepted" });
		expect(await stub().attempt(answer("ketchup"))).toEqual({ result: "wrong" });
		expect(await stub().attempt(attempt({ code: "755224" }))).toMatchObject({ result: "unfit", reason: "other-kind" });
		await runInDurableObject(stub(), (_, state) => {
			const rows = JSON.stringify([...state.storage.sql.exec("SELECT value FROM kept")]);
			expect(rows.toLowerCase()).not.toContain("mayonnaise");
		});
	});

	it("holds no secret in the clear", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await runInDurableObject(stub(), (_, state) => {
			const rows = JSON.stringify([...state.storage.sql.exec("SELECT value FROM kept")]);
			expect(rows).not.toContain(toBase64Url(bytes));
			expect(rows).not.toContain("12345678901234567890");
			expect(rows).toContain("v1.test.");
		});
	});

	it("writes nothing for a question about a factor that doesn't exist", async () => {
		const { stub } = await newGuard();
		await runInDurableObject(stub(), (_, state) => {
			expect([...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'kept'")]).toEqual([]);
		});
	});
});
