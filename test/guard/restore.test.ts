import { abortAllDurableObjects, env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { seal } from "../../src/crypto/envelope";
import { code, hotp, newGuard, now } from "./token-guard";

describe("a guard of another generation", () => {
	it.each([
		["newer", 1, 2],
		["older", 2, 1],
	])("forgets what it learned and keeps its marks when D1's is %s", async (_, before, after) => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		const ask = (counter: number, generation: number) => attempt({ code: code(counter), generation });
		expect(await stub().attempt(ask(0, before), await lesson(epoch))).toEqual({ result: "accepted" });
		expect(await stub().attempt(ask(1, before))).toEqual({ result: "accepted" });
		const unknown = await stub().attempt(ask(2, after));
		if (unknown.result !== "unknown") throw new Error("the guard knows the factor");
		// A lesson from before the restore is as bad as what was learned.
		expect((await stub().attempt(ask(2, after), await lesson(epoch))).result).toBe("unknown");
		expect(await stub().attempt(ask(1, after), await lesson(unknown.epoch))).toEqual({ result: "replayed" });
		expect(await stub().attempt(ask(2, after))).toEqual({ result: "accepted" });
	});

	it("remembers a used counter of a factor that was erased, and of a user who was deleted", async () => {
		const erase = (guard: Awaited<ReturnType<typeof newGuard>>) => guard.stub().erase([guard.factorId], [], now);
		const retire = (guard: Awaited<ReturnType<typeof newGuard>>) => guard.stub().retire();
		for (const remove of [erase, retire]) {
			const guard = await newGuard();
			const { stub, attempt, lesson, epoch } = guard;
			await stub().attempt(attempt({ code: code(3) }), await lesson(epoch));
			await remove(guard);
			const unknown = await stub().attempt(attempt({ code: code(3), generation: 7 }));
			if (unknown.result !== "unknown") throw new Error("the guard knows the factor");
			const verdict = await stub().attempt(attempt({ code: code(3), generation: 7 }), await lesson(unknown.epoch));
			expect(verdict).toEqual({ result: "replayed" });
			expect(await stub().attempt(attempt({ code: code(1), generation: 7 }))).toEqual({ result: "wrong" });
			expect(await stub().attempt(attempt({ code: code(4), generation: 7 }))).toEqual({ result: "accepted" });
		}
	});

	it("writes nothing for a user whom nobody knows", async () => {
		const { stub, attempt } = await newGuard();
		await stub().attempt(attempt({ code: code(0), generation: 9 }));
		await runInDurableObject(stub(), (_, { storage }) => {
			expect([...storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'kept'")]).toEqual([]);
		});
	});
});

describe("an envelope whose key was taken away", () => {
	it("makes the guard forget the factor and ask for a lesson", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		const taught = await lesson(epoch);
		const other = new Map([["gone", btoa("0".repeat(32))]]);
		const sealedSecret = await seal(other, "anywhere", "anything");
		const stale = { ...taught, factor: { ...taught.factor, sealedSecret } };
		expect((await stub().attempt(attempt({ code: code(0) }), stale)).result).toBe("unknown");
		expect(await stub().attempt(attempt({ code: code(0) }), taught)).toEqual({ result: "accepted" });
	});

	it("does so in a guard that slept while the key went", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		const row = "SELECT value FROM kept WHERE id = 1";
		await runInDurableObject(stub(), (_, { storage: { sql } }) => {
			const known = JSON.parse(String([...sql.exec(row)][0]?.value));
			known.factors[0].sealedSecret = known.factors[0].sealedSecret.replace("v1.test.", "v1.gone.");
			sql.exec("UPDATE kept SET value = ? WHERE id = 1", JSON.stringify(known));
		});
		await abortAllDurableObjects();
		const unknown = await stub().attempt(attempt({ code: code(1) }));
		if (unknown.result !== "unknown") throw new Error("the guard uses an envelope that it can't open");
		expect(await stub().attempt(attempt({ code: code(1) }), await lesson(unknown.epoch))).toEqual({
			result: "accepted",
		});
	});
});

describe("a secret that an earlier factor used", () => {
	it("starts where that factor ended, also when the first attempt is refused unjudged", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		const taught = { ...(await lesson(epoch)), firstMark: 5 };
		expect((await stub().attempt(attempt({ code: "12" }), taught)).result).toBe("unfit");
		expect(await stub().attempt(attempt({ code: code(4) }))).toEqual({ result: "replayed" });
		expect(await stub().attempt(attempt({ code: code(3) }))).toEqual({ result: "wrong" });
		expect(await stub().attempt(attempt({ code: code(5) }))).toEqual({ result: "accepted" });
	});

	it("is handed over by a hold: how far it was used, and nothing of the user", async () => {
		const { stub, attempt, lesson, epoch, factorId } = await newGuard();
		const taught = await lesson(epoch);
		const factor = { ...taught.factor, spentKey: "hotp:abc" };
		await stub().attempt(attempt({ code: code(4) }), { ...taught, factor });
		const year = 365 * 24 * 3_600_000;
		const spent = [{ key: "hotp:abc", mark: 5, until: now + 2 * year }];
		expect(await stub().hold({ id: "a", factorId, endsCodes: true }, now)).toEqual(spent);
		expect(await stub().hold({ id: "b", factorId: null, endsCodes: true }, now)).toEqual(spent);
		expect(await stub().hold({ id: "c", factorId: "another", endsCodes: true }, now)).toEqual([]);
		await stub().erase([factorId], [], now);
		expect(await stub().hold({ id: "d", factorId: null, endsCodes: true }, now)).toEqual([]);
	});
});

describe("a guard of an earlier version", () => {
	it("keeps its marks, failures, codes and events, and asks for its factors anew", async () => {
		const { stub, attempt, lesson, userId, factorId } = await newGuard();
		const waiting = [
			[
				"uuid-1",
				now,
				"user.authentication.auth_via_mfa",
				"SUCCESS",
				null,
				factorId,
				"Token",
				"r",
				"/",
				null,
				null,
				null,
			],
		];
		const state = {
			failures: [now],
			marks: { [factorId]: { highest: 4, drift: 0 } },
			codes: {},
			waiting,
			nextPage: 3,
			epoch: 7,
			holds: {},
		};
		await runInDurableObject(stub(), (_, { storage: { sql } }) => {
			sql.exec(`
				CREATE TABLE state (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
				CREATE TABLE known (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
				CREATE TABLE pages (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
			`);
			sql.exec("INSERT INTO state (id, value) VALUES (0, ?)", JSON.stringify(state));
			sql.exec(
				"INSERT INTO known (id, value) VALUES ('subject', ?)",
				JSON.stringify({ id: userId, login: "ada", displayName: "Ada" }),
			);
			sql.exec("INSERT INTO known (id, value) VALUES (?, ?)", factorId, JSON.stringify({ id: factorId, method: hotp }));
			sql.exec(
				"INSERT INTO pages (id, value) VALUES (1, ?)",
				JSON.stringify(waiting.map(([, ...rest]) => ["uuid-0", ...rest])),
			);
		});
		await abortAllDurableObjects();
		const unknown = await env.GUARD.get(env.GUARD.idFromName(userId)).attempt(attempt({ code: code(3) }));
		expect(unknown).toEqual({ result: "unknown", epoch: 7 });
		expect(await stub().attempt(attempt({ code: code(3) }), await lesson(7))).toEqual({ result: "replayed" });
		expect((await stub().lockStatus(now)).failures).toBe(2);
		await runInDurableObject(stub(), (_, { storage: { sql } }) => {
			const rows = [...sql.exec("SELECT id, value FROM kept ORDER BY id")].map(({ value }) =>
				JSON.parse(String(value)),
			);
			expect(Object.keys(rows[0])).not.toContain("nextPage");
			expect(rows[0].waiting).toHaveLength(2);
			expect(rows[1].subject).toEqual({ id: userId, login: `${userId}@example.com`, displayName: "Ada" });
			expect(rows[2]).toMatchObject([{ 0: "uuid-0" }]);
			expect([...sql.exec("SELECT name FROM sqlite_master WHERE name IN ('state', 'known', 'pages')")]).toEqual([]);
		});
	});
});
