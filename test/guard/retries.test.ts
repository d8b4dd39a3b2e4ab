import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Guard } from "../../src/guard/object";
import type { Attempt, Lesson, Verdict } from "../../src/guard/types";
import { code, newGuard, now } from "./token-guard";

/** A guard that knows its token, and `ask`: an attempt that may be repeated. */
async function taught() {
	const { stub, attempt, lesson, epoch, ...rest } = await newGuard();
	const first = await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
	if (first.result !== "accepted") throw new Error("the guard was taught");
	const ask = (change: Partial<Attempt>): Promise<Verdict> => stub().attempt(attempt(change));
	return { stub, ask, attempt, lesson, epoch, ...rest };
}

describe("an attempt that is repeated", () => {
	it("gets the verdict of the first, and counts once", async () => {
		const { stub, ask } = await taught();
		expect(await ask({ id: "a", code: code(1) })).toEqual({ result: "accepted" });
		expect(await ask({ id: "a", code: code(1) })).toEqual({ result: "accepted" });
		expect(await ask({ id: "b", code: "999999" })).toEqual({ result: "wrong" });
		expect(await ask({ id: "b", code: "999999" })).toEqual({ result: "wrong" });
		expect(await ask({ id: "c", code: code(1) })).toEqual({ result: "replayed" });
		expect(await ask({ id: "c", code: code(1) })).toEqual({ result: "replayed" });
		expect((await stub().lockStatus(now)).failures).toBe(2);
		const events = await runInDurableObject(stub(), (_, { storage }) => {
			const [row] = [...storage.sql.exec("SELECT value FROM kept WHERE id = 0")];
			return JSON.parse(String(row?.value)).waiting;
		});
		expect(events).toHaveLength(4);
	});

	it("gets it without a hash, where the id is its own", async () => {
		const { stub, ask } = await taught();
		const [right, wrong] = [
			{ id: "a", isOwnId: true, code: code(1) },
			{ id: "b", isOwnId: true, code: "999999" },
		];
		for (const attempt of [right, right, wrong, wrong]) await ask(attempt);
		expect([await ask(right), await ask(wrong)]).toEqual([{ result: "accepted" }, { result: "wrong" }]);
		expect((await stub().lockStatus(now)).failures).toBe(1);
		// Nobody gets the verdict who comes with the id from outside, whatever the code.
		expect(await ask({ id: "a", code: code(1) })).toEqual({ result: "unfit", reason: "reused-key" });
		const verdicts = await runInDurableObject(stub(), (_, { storage }) => {
			const [row] = [...storage.sql.exec("SELECT value FROM kept WHERE id = 0")];
			return JSON.parse(String(row?.value)).verdicts;
		});
		expect(verdicts.slice(-2).map(([, binding]: string[]) => binding)).toEqual(["", ""]);
	});

	it("gets it of 50 at once exactly as one would, also after an eviction", async () => {
		const { stub, ask } = await taught();
		const verdicts = await Promise.all(Array.from({ length: 50 }, () => ask({ id: "a", code: code(1) })));
		expect(new Set(verdicts.map(({ result }) => result))).toEqual(new Set(["accepted"]));
		const wrong = await Promise.all(Array.from({ length: 50 }, () => ask({ id: "b", code: "999999" })));
		expect(new Set(wrong.map(({ result }) => result))).toEqual(new Set(["wrong"]));
		await abortAllDurableObjects();
		expect(await ask({ id: "a", code: code(1) })).toEqual({ result: "accepted" });
		expect((await stub().lockStatus(now)).failures).toBe(1);
	});

	it("gets it although the user is locked since", async () => {
		const { ask } = await taught();
		for (const id of ["a", "b", "c", "d", "e"]) await ask({ id, code: "999999" });
		expect(await ask({ id: "e", code: "999999" })).toEqual({ result: "wrong" });
		expect((await ask({ id: "f", code: code(1) })).result).toBe("locked");
	});

	it("is refused under the same id with another code, next code or purpose", async () => {
		const { ask } = await taught();
		await ask({ id: "a", code: code(1) });
		const refused = { result: "unfit", reason: "reused-key" };
		expect(await ask({ id: "a", code: code(2) })).toEqual(refused);
		expect(await ask({ id: "a", code: code(1), nextCode: code(2) })).toEqual(refused);
		expect(await ask({ id: "a", code: code(1), purpose: "resync" })).toEqual(refused);
		expect(await ask({ id: "b", code: code(2) })).toEqual({ result: "accepted" });
	});

	it("is judged anew after a revocation, and after a minute", async () => {
		const { stub, ask, attempt, lesson, factorId } = await taught();
		await ask({ id: "a", code: code(1) });
		expect(await ask({ id: "a", code: code(1), now: now + 60_000 })).toEqual({ result: "replayed" });
		await stub().hold({ id: "h", factorId, endsCodes: false }, now);
		const held = await ask({ id: "a", code: code(1) });
		if (held.result !== "unknown") throw new Error("a held factor isn't known");
		await stub().release({ id: "h", factorId });
		const again = await stub().attempt(attempt({ id: "a", code: code(1) }), await lesson(held.epoch + 1));
		expect(again).toEqual({ result: "replayed" });
	});

	it("is remembered for the last eight attempts", async () => {
		const { ask } = await taught();
		for (let counter = 1; counter <= 9; counter++) await ask({ id: `a${counter}`, code: code(counter) });
		expect(await ask({ id: "a2", code: code(2) })).toEqual({ result: "accepted" });
		expect((await ask({ id: "a1", code: code(1) })).result).not.toBe("accepted");
	});

	it("keeps no code and no key in the row", async () => {
		const { stub, ask } = await taught();
		await ask({ id: "a", code: code(1) });
		const text = await runInDurableObject(stub(), (_, { storage }) =>
			JSON.stringify([...storage.sql.exec("SELECT value FROM kept WHERE id = 0")]),
		);
		expect(text).not.toContain(code(1));
	});
});

/** What an attempt throws inside the object. Across the call, the pool would count it as an error of the test. */
const failureOf = (stub: () => DurableObjectStub<Guard>, attempt: Attempt, lesson?: Lesson): Promise<string> =>
	runInDurableObject(stub(), (guard) =>
		(guard as unknown as Guard).attempt(attempt, lesson).then(({ result }) => result, String),
	);

describe("a write that fails", () => {
	it("leaves the guard as it was, and able to judge the next attempt", async () => {
		const { stub, ask, attempt } = await taught();
		await runInDurableObject(stub(), async (_, { storage }) => {
			// Every write is refused, as it is when SQLite has no memory left. Reading goes on.
			storage.sql.exec("CREATE TRIGGER full BEFORE INSERT ON kept BEGIN SELECT RAISE(ABORT, 'out of memory'); END");
		});
		expect(await failureOf(stub, attempt({ id: "a", code: code(1) }))).toContain("out of memory");
		const unlock = { id: "u", by: "administrator", now } as const;
		expect(await stub().unlock(unlock)).toEqual({ retryAfterSeconds: null, hasCleared: false });
		await runInDurableObject(stub(), (_, { storage }) => void storage.sql.exec("DROP TRIGGER full"));
		expect(await ask({ id: "a", code: code(1) })).toEqual({ result: "accepted" });
		expect(await ask({ code: code(1) })).toEqual({ result: "replayed" });
	});

	it("may be the very first one", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await runInDurableObject(stub(), (_, { storage }) => {
			// A table of another shape lies where the guard wants its own.
			storage.sql.exec("CREATE TABLE kept (id INTEGER PRIMARY KEY)");
		});
		expect(await failureOf(stub, attempt({ code: code(0) }), await lesson(epoch))).toContain("no column named value");
		await runInDurableObject(stub(), (_, { storage }) => void storage.sql.exec("DROP TABLE kept"));
		const again = await stub().attempt(attempt({ code: code(0) }));
		if (again.result !== "unknown") throw new Error("nothing was learned");
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(again.epoch))).toEqual({ result: "accepted" });
	});
});
