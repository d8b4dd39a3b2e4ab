import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { type Recipient, refundSend, reserveAddress, reserveSend } from "../../src/meter/client";
import { defaultAddressLimits, defaultSendLimits } from "../../src/meter/limits";
import { unique } from "../support/world";
import { newMeter, tally, times } from "./meters";

const dayMs = 86_400_000;
describe("the meter of a prefix", () => {
	it.each(["SMS", "CALL", "EMAIL"] as const)("lets one of 50 parallel sends by %s pass", async (channel) => {
		const { ctx, recipient } = newMeter();
		const one: Recipient =
			channel === "EMAIL" ? { channel, destination: `${unique("a")}@example.com` } : recipient("5550001", channel);
		const verdicts = await Promise.all(times(50, () => reserveSend(ctx, one, defaultSendLimits[channel])));
		expect(tally(verdicts)).toEqual({ reserved: 1, "cool-down": 49 });
	});

	it("counts each destination alone and the whole prefix together, exactly", async () => {
		const { reserve } = newMeter();
		const verdicts = await Promise.all(times(60, (index) => reserve(String(index), { perPrefixHourly: 37 })));
		expect(tally(verdicts)).toEqual({ reserved: 37, prefix: 23 });
	});

	it("remembers its counts after an eviction", async () => {
		const { reserve, clock, stub } = newMeter();
		expect((await reserve("1")).ok).toBe(true);
		await abortAllDurableObjects();
		expect(await reserve("1")).toMatchObject({ ok: false, reason: "cool-down", retryAfterSeconds: 30 });
		clock.now += 30_000;
		expect((await reserve("1")).ok).toBe(true);
		await abortAllDurableObjects();
		expect(await reserve("2", { perPrefixHourly: 2 })).toMatchObject({ ok: false, reason: "prefix" });
		expect(await runInDurableObject(stub(), (_, state) => state.storage.getAlarm())).not.toBeNull();
	});

	it("stops at the hourly cap of a destination, then at the daily one", async () => {
		const { reserve, clock } = newMeter();
		const limits = { perDestination: { hourly: 2, daily: 3 } };
		for (const expected of ["reserved", "reserved", "hourly"]) {
			expect(tally([await reserve("1", limits)])).toEqual({ [expected]: 1 });
			clock.now += 60_000;
		}
		clock.now += 3_600_000;
		expect((await reserve("1", limits)).ok).toBe(true);
		clock.now += 3_600_000;
		expect(await reserve("1", limits)).toMatchObject({ ok: false, reason: "daily" });
	});

	it("gives a refunded send back once, in the cool-down and in the cap of the prefix", async () => {
		const { ctx, reserve } = newMeter();
		const limits = { perPrefixHourly: 2 };
		const first = await reserve("1", limits);
		if (!first.ok) throw new Error("a new prefix has room");
		await Promise.all([refundSend(ctx, first), refundSend(ctx, first)]);
		expect((await reserve("1", limits)).ok).toBe(true);
		expect((await reserve("2", limits)).ok).toBe(true);
		await refundSend(ctx, first);
		expect(await reserve("3", limits)).toMatchObject({ ok: false, reason: "prefix" });
	});

	it("doesn't give a verified send back", async () => {
		const { ctx, reserve, verified } = newMeter();
		const sent = await reserve("1");
		if (!sent.ok) throw new Error("a new prefix has room");
		await verified("1");
		await refundSend(ctx, sent);
		expect(await reserve("1")).toMatchObject({ reason: "cool-down" });
	});

	it("judges a prefix by none of the sends that aren't looked at", async () => {
		const { reserve, verified, clock, ctx } = newMeter();
		const unjudged = { conversion: null, cooldownSeconds: 0 };
		const foreign = await Promise.all(times(30, (index) => reserve(`1${index}`, unjudged)));
		// A code that is verified here answers a send of ours, and no other.
		await verified("10");
		clock.now += 360_000;
		const ours = await Promise.all(times(19, (index) => reserve(`2${index}`)));
		clock.now += 360_000;
		expect(tally([...ours, await reserve("3")])).toEqual({ reserved: 20 });
		clock.now += 360_000;
		expect(await reserve("4")).toMatchObject({ reason: "conversion" });
		expect((await reserve("5", unjudged)).ok).toBe(true);
		for (const sent of foreign) if (sent.ok) await refundSend(ctx, sent);
		expect(await reserve("4")).toMatchObject({ reason: "conversion" });
		expect(await reserve("6", { ...unjudged, perPrefixHourly: 21 })).toMatchObject({ reason: "prefix" });
		await abortAllDurableObjects();
		for (let index = 0; index < 4; index++) await verified(`2${index}`);
		expect((await reserve("4")).ok).toBe(true);
	});

	it("keeps the counts of an object that is older than the column of unjudged sends", async () => {
		const { reserve, stub } = newMeter();
		expect((await reserve("1")).ok).toBe(true);
		await runInDurableObject(stub(), (_, { storage }) => {
			storage.sql.exec("ALTER TABLE minutes DROP COLUMN unjudged");
		});
		await abortAllDurableObjects();
		expect((await reserve("2", { conversion: null })).ok).toBe(true);
		expect(await reserve("3", { perPrefixHourly: 2 })).toMatchObject({ reason: "prefix" });
	});

	it("blocks a prefix whose codes nobody enters, and counts people who enter theirs", async () => {
		const conversion = {
			mode: "block",
			windowSeconds: 3_600,
			settleSeconds: 300,
			minimumSends: 10,
			minimumRate: 0.2,
		} as const;
		const fraud = newMeter();
		const honest = newMeter();
		for (const meter of [fraud, honest]) await Promise.all(times(10, (index) => meter.reserve(`1${index}`)));
		await Promise.all(times(2, (index) => honest.verified(`1${index}`)));
		// One person who enters a code twice is one conversion.
		await fraud.verified("10");
		await fraud.verified("10");
		for (const meter of [fraud, honest]) meter.clock.now += 6 * 60_000;
		expect(await fraud.reserve("99", { conversion })).toMatchObject({ ok: false, reason: "conversion" });
		expect(await honest.reserve("99", { conversion })).toMatchObject({ ok: true, observed: null });
		const observed = await fraud.reserve("99", { conversion: { ...conversion, mode: "observe" } });
		expect(observed).toMatchObject({ ok: true, observed: "conversion" });
	});

	it("keeps no number and no address, only keyed hashes", async () => {
		const { reserve, stub, ctx } = newMeter();
		await reserve("5551234");
		const address = `${unique("zelda")}@example.org`;
		await reserveSend(ctx, { channel: "EMAIL", destination: address }, defaultSendLimits.EMAIL);
		const mail = env.METER.get(env.METER.idFromName("mail:example.org"));
		for (const meter of [stub(), mail]) {
			const rows = await runInDurableObject(meter, (_, state) =>
				JSON.stringify([...state.storage.sql.exec("SELECT * FROM destinations")]),
			);
			expect(rows).toMatch(/"hash":"[0-9a-f]{64}"/);
			expect(rows).not.toContain("5551234");
			expect(rows).not.toContain("zelda");
		}
	});

	it("counts SMS and CALL to a number as one destination, and ignores the case of an address", async () => {
		const { ctx, recipient, clock } = newMeter();
		const limits = { ...defaultSendLimits.SMS, perDestination: { hourly: 1, daily: 9 } };
		expect((await reserveSend(ctx, recipient("1", "SMS"), limits)).ok).toBe(true);
		expect(await reserveSend(ctx, recipient("1", "CALL"), limits)).toMatchObject({ reason: "hourly" });
		const name = unique("Ada");
		const mail = (destination: string) => reserveSend(ctx, { channel: "EMAIL", destination }, defaultSendLimits.EMAIL);
		expect((await mail(`${name}@Example.com`)).ok).toBe(true);
		expect(await mail(`${name.toLowerCase()}@example.com`)).toMatchObject({ reason: "cool-down" });
		clock.now += 5_000;
		expect((await mail(`${name}@example.com`)).ok).toBe(true);
	});

	it("spreads IM names over objects, and gives each name always the same object", async () => {
		const { ctx } = newMeter();
		const limits = { ...defaultSendLimits.IM, perDestination: { hourly: 1, daily: 1 } };
		const im = (destination: string) => reserveSend(ctx, { channel: "IM", destination }, limits);
		const names = times(8, () => unique("im"));
		expect(tally(await Promise.all([...names, ...names].map(im)))).toEqual({ reserved: 8, "cool-down": 8 });
	});
});

describe("the meter's clean-up", () => {
	const tablesOf = (stub: DurableObjectStub) =>
		runInDurableObject(stub, (_, state) =>
			[...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('minutes', 'destinations')")].map(
				(row) => row.name,
			),
		);

	it("deletes everything of a prefix that was idle for a day, and the prefix works afterwards", async () => {
		const { reserve, stub } = newMeter(Date.now() - dayMs - 120_000);
		await reserve("1");
		expect(await tablesOf(stub())).toHaveLength(2);
		expect(await runDurableObjectAlarm(stub())).toBe(true);
		expect(await tablesOf(stub())).toEqual([]);
		expect((await reserve("1")).ok).toBe(true);
	});

	it("deletes old destinations, keeps what still counts and sets the next alarm", async () => {
		const { reserve, clock, stub } = newMeter(Date.now() - dayMs - 120_000);
		await reserve("old");
		clock.now = Date.now();
		await reserve("new");
		expect(await runDurableObjectAlarm(stub())).toBe(true);
		await runInDurableObject(stub(), async (_, state) => {
			expect([...state.storage.sql.exec("SELECT COUNT(*) AS n FROM destinations")]).toEqual([{ n: 1 }]);
			expect([...state.storage.sql.exec("SELECT COUNT(*) AS n FROM minutes")]).toEqual([{ n: 1 }]);
			expect(await state.storage.getAlarm()).not.toBeNull();
		});
		expect(await reserve("new")).toMatchObject({ reason: "cool-down" });
	});

	it("forgets no send that comes at the same time", async () => {
		const { reserve, clock, stub } = newMeter(Date.now() - dayMs - 120_000);
		await reserve("old");
		clock.now = Date.now();
		const limits = { perPrefixHourly: 10 };
		const sends = (group: string) => times(10, (index) => reserve(group + index, limits));
		const [first, , second] = await Promise.all([
			Promise.all(sends("1")),
			runDurableObjectAlarm(stub()),
			Promise.all(sends("2")),
		]);
		expect(tally([...first, ...second])).toEqual({ reserved: 10, prefix: 10 });
		await abortAllDurableObjects();
		expect(await reserve("3", limits)).toMatchObject({ reason: "prefix" });
		expect(await runInDurableObject(stub(), (_, state) => state.storage.getAlarm())).not.toBeNull();
	});

	it("loses no send that comes while an empty object is deleted", async () => {
		const { reserve, clock, stub } = newMeter(Date.now() - dayMs - 120_000);
		await reserve("old");
		clock.now = Date.now();
		const [, verdicts] = await Promise.all([
			runDurableObjectAlarm(stub()),
			Promise.all(times(20, (index) => reserve(String(index), { perPrefixHourly: 10 }))),
		]);
		expect(tally(verdicts)).toEqual({ reserved: 10, prefix: 10 });
		await abortAllDurableObjects();
		expect(await reserve("x", { perPrefixHourly: 10 })).toMatchObject({ reason: "prefix" });
		expect(await runInDurableObject(stub(), (_, state) => state.storage.getAlarm())).not.toBeNull();
	});

	it("has nothing to do where only a question was asked", async () => {
		const { verified, stub } = newMeter();
		await verified("1");
		expect(await tablesOf(stub())).toEqual([]);
		expect(await runDurableObjectAlarm(stub())).toBe(false);
	});
});

describe("the meter of an address", () => {
	it("lets exactly as many parallel requests pass as its hourly cap, whoever they are for", async () => {
		const { ctx } = newMeter();
		const ask = () => reserveAddress(ctx, "203.0.113.9", defaultAddressLimits);
		expect(tally(await Promise.all(times(50, ask)))).toEqual({ reserved: 30, hourly: 20 });
		expect((await reserveAddress(ctx, "203.0.113.10", defaultAddressLimits)).ok).toBe(true);
	});

	it("counts all addresses of an IPv6 network as one, also after an eviction", async () => {
		const { ctx, clock } = newMeter();
		const limits = { hourly: 2, daily: 3 };
		const ask = (last: number) => reserveAddress(ctx, `2001:db8:77::${last.toString(16)}`, limits);
		expect(tally([await ask(1), await ask(2), await ask(3)])).toEqual({ reserved: 2, hourly: 1 });
		await abortAllDurableObjects();
		clock.now += 3_660_000;
		expect(tally([await ask(4), await ask(5)])).toEqual({ reserved: 1, daily: 1 });
	});
});
