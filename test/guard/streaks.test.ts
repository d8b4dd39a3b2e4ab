import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../src/crypto/bytes";
import { toWhole } from "../../src/guard/outbox";
import { sealSecret } from "../../src/guard/secret";
import type { Verdict } from "../../src/guard/types";
import { bytes, code, newGuard, now, sealKeys } from "./token-guard";

const minute = 60_000;
const hour = 60 * minute;

/** A guard, and `fail(n)`: so many wrong codes, four in a window. */
async function newFailingGuard() {
	const guard = await newGuard();
	const { stub, attempt, lesson, epoch } = guard;
	await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
	const clock = { now };
	const ask = (typed: string): Promise<Verdict> => stub().attempt(attempt({ code: typed, now: clock.now }));
	const fail = async (failures: number) => {
		for (let failure = 0; failure < failures; failure++) {
			clock.now += 80_000;
			const verdict = await ask("000000");
			if (verdict.result !== "wrong") throw new Error(`failure ${failure + 1} was ${JSON.stringify(verdict)}`);
		}
	};
	const unlock = (by: "administrator" | "help-desk", id = `unlock-${clock.now}`) =>
		stub().unlock({ id, by, now: clock.now });
	return { ...guard, clock, ask, fail, unlock };
}

const tally = (verdicts: Verdict[]) => {
	const counts: Record<string, number> = {};
	for (const { result } of verdicts) counts[result] = (counts[result] ?? 0) + 1;
	return counts;
};

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe("failures in a row", () => {
	it.each([
		[20, 30 * minute],
		[50, 4 * hour],
	])("are %i: then nothing is judged for %i ms, whatever the code", async (limit, pause) => {
		const { clock, ask, fail } = await newFailingGuard();
		if (limit === 50) {
			await fail(20);
			clock.now += 30 * minute;
		}
		await fail(limit === 50 ? 30 : 20);
		const reachedAt = clock.now;
		clock.now = reachedAt + pause - 1;
		expect(await ask(code(1))).toEqual({ result: "locked", retryAfterSeconds: 1 });
		expect((await ask("000000")).result).toBe("locked");
		clock.now = reachedAt + pause;
		expect(await ask(code(1))).toEqual({ result: "accepted" });
		await fail(19);
		expect((await ask(code(2))).result).toBe("accepted");
	});

	it("are a hundred: then the factor is closed until an administrator unlocks, and never by time", async () => {
		const { stub, clock, ask, fail, unlock, factorId } = await newFailingGuard();
		await fail(20);
		clock.now += hour;
		await fail(30);
		clock.now += 4 * hour;
		await fail(49);
		clock.now += hour;
		expect(tally(await Promise.all(times(200, () => ask("000000"))))).toEqual({ wrong: 1, closed: 199 });
		clock.now += 1000 * hour;
		expect(await ask(code(1))).toEqual({ result: "closed" });
		await unlock("help-desk");
		expect(await ask(code(1))).toEqual({ result: "closed" });
		const inARow = [{ factorId, failures: 100, pausedUntil: null, isClosed: true }];
		expect((await stub().lockStatus(clock.now)).inARow).toEqual(inARow);
		await unlock("administrator");
		expect(await ask(code(1))).toEqual({ result: "accepted" });
		expect((await stub().lockStatus(clock.now)).inARow).toEqual([]);
	});

	it.each([
		[18, { wrong: 2, locked: 198 }],
		[19, { wrong: 1, locked: 199 }],
		[20, { wrong: 5, locked: 195 }],
	])("of 200 more at once after %i are judged exactly", async (before, counts) => {
		const { clock, ask, fail } = await newFailingGuard();
		await fail(before);
		clock.now += hour;
		expect(tally(await Promise.all(times(200, () => ask("000000"))))).toEqual(counts);
	});

	it.each([
		[98, { wrong: 2, closed: 198 }],
		[99, { wrong: 1, closed: 199 }],
		[100, { closed: 200 }],
	])("of 200 more at once after %i are judged exactly", async (before, counts) => {
		const { clock, ask, fail } = await newFailingGuard();
		await fail(20);
		clock.now += hour;
		await fail(30);
		clock.now += 4 * hour;
		await fail(before - 50);
		clock.now += hour;
		expect(tally(await Promise.all(times(200, () => ask("000000"))))).toEqual(counts);
	});

	it("are counted for each factor by itself", async () => {
		const { stub, attempt, lesson, epoch, clock, ask, fail } = await newFailingGuard();
		await fail(20);
		clock.now += 6 * minute;
		const taught = await lesson(epoch);
		const factor = { ...taught.factor, id: `${taught.factor.id}-2` };
		const sealedSecret = await sealSecret(sealKeys, taught.subject.id, factor.id, toBase64Url(bytes));
		const other = { ...taught, factor: { ...factor, sealedSecret } };
		const right = attempt({ factorId: factor.id, code: code(0), now: clock.now });
		expect(await stub().attempt(right, other)).toEqual({ result: "accepted" });
		expect((await ask(code(1))).result).toBe("locked");
	});

	it("tell the log of each step once", async () => {
		const { stub, clock, fail } = await newFailingGuard();
		await fail(20);
		clock.now += hour;
		await fail(30);
		clock.now += 4 * hour;
		await fail(50);
		const steps = await runInDurableObject(stub(), (_, { storage: { sql } }) => {
			const rows = [...sql.exec("SELECT id, value FROM kept WHERE id <> 1 ORDER BY id")];
			const parsed = rows.map(({ value }) => JSON.parse(String(value)));
			const events = [...parsed.slice(1), parsed[0].waiting].flatMap(toWhole);
			return events
				.filter(([, , type]) => type !== "user.authentication.auth_via_mfa")
				.map((event) => [event[2], event[12]]);
		});
		expect(steps).toEqual([
			["system.operation.rate_limit.violation", 20],
			["system.operation.rate_limit.violation", 50],
			["user.account.lock", null],
		]);
	});
});

describe("the help desk's unlock", () => {
	it("clears five in five minutes, and not what is in a row", async () => {
		const { ask, unlock } = await newFailingGuard();
		await Promise.all(times(5, () => ask("000000")));
		expect((await ask(code(1))).result).toBe("locked");
		expect(await unlock("help-desk")).toEqual({ retryAfterSeconds: null, hasCleared: true });
		expect((await ask(code(1))).result).toBe("accepted");
	});

	it("lets at most twenty failures be judged in the hour after it, however often it is repeated", async () => {
		const { clock, ask, unlock } = await newFailingGuard();
		const judged = { wrong: 0 };
		for (let turn = 0; turn < 12; turn++) {
			const verdicts = await Promise.all(times(20, () => ask("000000")));
			judged.wrong += tally(verdicts).wrong ?? 0;
			// A right code in between ends what is in a row, and nothing of this budget.
			await ask(code(turn + 1));
			await unlock("help-desk", `turn-${turn}`);
			clock.now += minute;
		}
		expect(judged.wrong).toBeLessThanOrEqual(25);
		expect((await ask("000000")).result).toBe("locked");
	});

	it("is refused the fourth time within an hour, and a repeated call is no second one", async () => {
		const { clock, ask, unlock } = await newFailingGuard();
		for (const id of ["a", "a", "b", "b", "c", "c"]) {
			await ask("000000");
			expect(await unlock("help-desk", id)).toEqual({ retryAfterSeconds: null, hasCleared: true });
			clock.now += 1_000;
		}
		await ask("000000");
		expect(await unlock("help-desk", "d")).toEqual({ retryAfterSeconds: 3_594, hasCleared: false });
		expect(await unlock("administrator", "e")).toEqual({ retryAfterSeconds: null, hasCleared: true });
		await ask("000000");
		expect(await unlock("help-desk", "f")).toEqual({ retryAfterSeconds: null, hasCleared: true });
	});

	it("that finds nothing to clear says so, and is none of the three, unless its answer got lost", async () => {
		const { ask, unlock } = await newFailingGuard();
		const nothing = { retryAfterSeconds: null, hasCleared: false };
		for (const id of ["a", "b", "c", "d"]) expect(await unlock("help-desk", id)).toEqual(nothing);
		await ask("000000");
		expect(await unlock("help-desk", "e")).toEqual({ retryAfterSeconds: null, hasCleared: true });
		expect(await unlock("help-desk", "f")).toEqual(nothing);
		expect(await unlock("help-desk", "e")).toEqual({ retryAfterSeconds: null, hasCleared: true });
	});

	it("is possible again, and costs nothing more, after an hour", async () => {
		const { clock, ask, unlock } = await newFailingGuard();
		for (const id of ["a", "b", "c"]) {
			await ask("000000");
			await unlock("help-desk", id);
		}
		clock.now += hour;
		await ask("000000");
		expect(await unlock("help-desk", "d")).toEqual({ retryAfterSeconds: null, hasCleared: true });
		expect((await ask(code(1))).result).toBe("accepted");
	});

	it("changes nothing for a user whom nobody unlocked: five in five minutes, for ever", async () => {
		const { clock, ask } = await newFailingGuard();
		for (let turn = 0; turn < 3; turn++) {
			expect(tally(await Promise.all(times(20, () => ask("000000"))))).toEqual({ wrong: 5, locked: 15 });
			clock.now += 5 * minute;
		}
	});
});
