// A meter whose storage refuses a write: nothing of the call is kept, and the meter goes on as if it hadn't come.
import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { refundSend, reserveAddress } from "../../src/meter/client";
import { newMeter, tally } from "./meters";

const dayMs = 86_400_000;

/** Runs SQL in the object itself. */
const runSql = (stub: DurableObjectStub, sql: string) =>
	runInDurableObject(stub, (_, state) => [...state.storage.sql.exec(sql)]);

/** Has SQLite refuse a kind of write while the work goes on. */
async function refusing(stub: DurableObjectStub, write: string, work: () => Promise<unknown>): Promise<void> {
	await runSql(stub, `CREATE TRIGGER planted BEFORE ${write} BEGIN SELECT RAISE(ABORT, 'planted'); END`);
	await expect(work()).rejects.toThrow("planted");
	await runSql(stub, "DROP TRIGGER planted");
}

const namesOf = async (stub: DurableObjectStub) => {
	const rows = await runSql(
		stub,
		"SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name",
	);
	return rows.map((row) => row.name);
};

const complete = ["destinations", "destinations_by_age", "minutes", "refusals"];

describe("a meter whose write fails", () => {
	it.each(["INSERT ON minutes", "INSERT ON destinations"])("counts nothing of the send: %s", async (write) => {
		const { reserve, stub } = newMeter();
		const limits = { perPrefixHourly: 2 };
		expect((await reserve("1", limits)).ok).toBe(true);
		await refusing(stub(), write, () => reserve("2", limits));
		expect((await reserve("2", limits)).ok).toBe(true);
		expect(await reserve("3", limits)).toMatchObject({ ok: false, reason: "prefix" });
	});

	it("gives nothing back, and gives it back with the next call", async () => {
		const { ctx, reserve, stub } = newMeter();
		const sent = await reserve("1", { perPrefixHourly: 1 });
		if (!sent.ok) throw new Error("a new prefix has room");
		await refusing(stub(), "INSERT ON minutes", () => refundSend(ctx, sent));
		expect(await reserve("1", { perPrefixHourly: 1 })).toMatchObject({ ok: false, reason: "cool-down" });
		expect(await reserve("2", { perPrefixHourly: 1 })).toMatchObject({ ok: false, reason: "prefix" });
		await refundSend(ctx, sent);
		expect((await reserve("1", { perPrefixHourly: 1 })).ok).toBe(true);
	});

	it("counts no verification, and counts it with the next call", async () => {
		const { reserve, verified, clock, stub } = newMeter();
		const conversion = {
			mode: "block",
			windowSeconds: 3_600,
			settleSeconds: 0,
			minimumSends: 1,
			minimumRate: 1,
		} as const;
		await reserve("1");
		clock.now += 120_000;
		await refusing(stub(), "INSERT ON minutes", () => verified("1"));
		expect(await reserve("2", { conversion })).toMatchObject({ ok: false, reason: "conversion" });
		await verified("1");
		expect((await reserve("2", { conversion })).ok).toBe(true);
	});

	it("counts no request of an address", async () => {
		const { ctx } = newMeter();
		const ask = () => reserveAddress(ctx, "203.0.113.88", { hourly: 2, daily: 9 });
		expect(await ask()).toEqual({ ok: true });
		await refusing(env.METER.get(env.METER.idFromName("ip:203.0.113.88")), "INSERT ON minutes", ask);
		expect(tally([await ask(), await ask()])).toEqual({ reserved: 1, hourly: 1 });
	});

	it("cleans nothing up, and everything the next time", async () => {
		const { reserve, stub } = newMeter(Date.now() - dayMs - 120_000);
		await reserve("old");
		await refusing(stub(), "DELETE ON destinations", () => runDurableObjectAlarm(stub()));
		expect(await runSql(stub(), "SELECT sent FROM minutes")).toEqual([{ sent: 1 }]);
		await runInDurableObject(stub(), (_, state) => state.storage.setAlarm(Date.now() + dayMs));
		expect(await runDurableObjectAlarm(stub())).toBe(true);
		expect(await namesOf(stub())).toEqual([]);
	});
});

describe("a meter whose set-up fails", () => {
	it("has made no table, counts nothing, and serves once nothing is in the way", async () => {
		const { reserve, stub } = newMeter();
		await runSql(stub(), "CREATE TABLE destinations_by_age (planted)");
		await expect(reserve("1")).rejects.toThrow("destinations_by_age");
		expect(await namesOf(stub())).toEqual(["destinations_by_age"]);
		await runSql(stub(), "DROP TABLE destinations_by_age");
		expect(tally([await reserve("1"), await reserve("1")])).toEqual({ reserved: 1, "cool-down": 1 });
		expect(await namesOf(stub())).toEqual(complete);
	});

	it.each([
		[
			"the table of destinations",
			"CREATE TABLE destinations (hash TEXT PRIMARY KEY, last_at INTEGER NOT NULL, sends TEXT NOT NULL) WITHOUT ROWID",
		],
		[
			"the table of minutes",
			"CREATE TABLE minutes (at INTEGER PRIMARY KEY, sent INTEGER NOT NULL, verified INTEGER NOT NULL)",
		],
	])("serves where an earlier set-up came no further than %s", async (_, sql) => {
		const { reserve, stub } = newMeter();
		await runSql(stub(), sql);
		await abortAllDurableObjects();
		expect(tally([await reserve("1"), await reserve("1")])).toEqual({ reserved: 1, "cool-down": 1 });
		expect(await namesOf(stub())).toEqual(complete);
	});
});

describe("a meter from before the index", () => {
	it("keeps its counts, gets the index, and its clean-up looks at old rows only", async () => {
		const { reserve, verified, clock, stub } = newMeter();
		await runSql(
			stub(),
			`CREATE TABLE destinations (hash TEXT PRIMARY KEY, last_at INTEGER NOT NULL, sends TEXT NOT NULL) WITHOUT ROWID;
			CREATE TABLE minutes (at INTEGER PRIMARY KEY, sent INTEGER NOT NULL, verified INTEGER NOT NULL);
			INSERT INTO minutes VALUES (${clock.now - (clock.now % 60_000)}, 4, 0)`,
		);
		await abortAllDurableObjects();
		expect((await reserve("1", { perPrefixHourly: 5 })).ok).toBe(true);
		expect(await reserve("2", { perPrefixHourly: 5 })).toMatchObject({ ok: false, reason: "prefix" });
		await verified("1");
		expect(await namesOf(stub())).toEqual(complete);
		const plan = await runSql(stub(), "EXPLAIN QUERY PLAN DELETE FROM destinations WHERE last_at <= 0");
		expect(String(plan[0]?.detail)).toContain("destinations_by_age");
	});

	it("gets the index at its clean-up, where nothing is counted any more", async () => {
		const { reserve, clock, stub } = newMeter();
		await reserve("1");
		await runSql(stub(), "DROP INDEX IF EXISTS destinations_by_age");
		await abortAllDurableObjects();
		expect(await runDurableObjectAlarm(stub())).toBe(true);
		expect(await namesOf(stub())).toEqual(complete);
		clock.now += 1;
		expect(await reserve("1")).toMatchObject({ reason: "cool-down" });
	});
});
