// Which refusals of a meter belong into the log, and that a meter whose sends were given back leaves nothing behind.
import { abortAllDurableObjects, env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { refundSend, reserveAddress, reserveSend } from "../../src/meter/client";
import { defaultSendLimits } from "../../src/meter/limits";
import { connectionLost, losingAnswers } from "../support/lost-answers";
import { newMeter, times } from "./meters";

type Verdict = { ok: boolean; isToBeLogged?: boolean; refusedMeanwhile?: number };

/** The numbers that those refusals tell which are to be logged. */
const logged = (verdicts: Verdict[]) =>
	verdicts.filter(({ isToBeLogged }) => isToBeLogged).map(({ refusedMeanwhile }) => refusedMeanwhile);

const hourMs = 3_600_000;

describe("the refusals of a destination", () => {
	it("are logged once a cool-down, however many come at once, and the next one tells of the others", async () => {
		const { reserve, clock } = newMeter();
		await reserve("1");
		expect(logged(await Promise.all(times(40, () => reserve("1"))))).toEqual([0]);
		clock.now += 29_999;
		expect(logged([await reserve("1")])).toEqual([]);
		clock.now += 1;
		expect(await reserve("1")).toMatchObject({ ok: true, refusedMeanwhile: 40 });
		expect(logged(await Promise.all(times(10, () => reserve("1"))))).toEqual([0]);
	});

	it("are counted exactly, also by a meter that was evicted in between", async () => {
		const { reserve, clock } = newMeter();
		const limits = { cooldownSeconds: 0, perDestination: { hourly: 1, daily: 9 } };
		await reserve("1", limits);
		await Promise.all(times(20, () => reserve("1", limits)));
		await abortAllDurableObjects();
		expect(logged(await Promise.all(times(5, () => reserve("1", limits))))).toEqual([]);
		clock.now += hourMs;
		expect(await reserve("1", limits)).toMatchObject({ ok: true, refusedMeanwhile: 24 });
	});

	it("are of one kind only with the same destination, channel and limit", async () => {
		const { ctx, reserve, recipient } = newMeter();
		const call = () => reserveSend(ctx, recipient("1", "CALL"), defaultSendLimits.CALL);
		for (const ask of [() => reserve("1"), () => reserve("2"), call]) {
			expect((await ask()).ok).toBe(true);
			expect(logged([await ask(), await ask()])).toEqual([0]);
		}
		const hourly = { cooldownSeconds: 0, perDestination: { hourly: 1, daily: 9 } };
		expect(logged([await reserve("1", hourly), await reserve("1", hourly)])).toEqual([0]);
		expect(logged([await reserve("2", hourly)])).toEqual([0]);
	});

	it("include those that the caller made without asking", async () => {
		const { ctx, recipient, clock } = newMeter();
		const reserve = (elsewhere: number) =>
			reserveSend(ctx, recipient("1"), defaultSendLimits.SMS, undefined, elsewhere);
		expect(await reserve(3)).toMatchObject({ ok: true, refusedMeanwhile: 3 });
		expect(logged([await reserve(4), await reserve(5)])).toEqual([4]);
		clock.now += 30_000;
		expect(await reserve(0)).toMatchObject({ ok: true, refusedMeanwhile: 6 });
	});

	it("are logged once when the answer got lost", async () => {
		const { namespace } = losingAnswers(env.METER, (index) => (index === 1 ? connectionLost() : null));
		const { reserve } = newMeter(Date.now(), { METER: namespace as unknown as Bindings["METER"] });
		await reserve("1");
		expect(logged([await reserve("1"), await reserve("1")])).toEqual([0]);
	});

	it("aren't logged while the first request with the same key is under way", async () => {
		const { ctx, recipient } = newMeter();
		const ask = () => reserveSend(ctx, recipient("1"), defaultSendLimits.SMS, "key");
		await ask();
		expect(await ask()).toMatchObject({ reason: "repeated", isToBeLogged: false });
	});
});

describe("the refusals of a whole range or address", () => {
	it("are one kind, and made-up destinations leave no row", async () => {
		const { reserve, stub } = newMeter();
		await reserve("0", { perPrefixHourly: 1 });
		const refused = await Promise.all(times(40, (index) => reserve(`1${index}`, { perPrefixHourly: 1 })));
		expect(logged(refused)).toEqual([0]);
		const rows = await runInDurableObject(stub(), (_, { storage }) => [
			...storage.sql.exec("SELECT refused FROM refusals"),
		]);
		expect(rows).toEqual([{ refused: 39 }]);
	});

	it("are logged once while an address has to wait", async () => {
		const { ctx, clock } = newMeter();
		const ask = () => reserveAddress(ctx, "203.0.113.141", { hourly: 2, daily: 9 });
		expect(logged(await Promise.all(times(30, ask)))).toEqual([0]);
		clock.now += hourMs + 60_000;
		expect(logged(await Promise.all(times(30, ask)))).toEqual([27]);
	});
});

describe("a meter whose sends were given back", () => {
	const tablesOf = (name: string) =>
		runInDurableObject(env.METER.get(env.METER.idFromName(name)), async (_, { storage }) => {
			const tables = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name IN ('minutes', 'destinations')");
			return { tables: [...tables].length, alarm: await storage.getAlarm() };
		});
	const nothing = { tables: 0, alarm: null };

	it("keeps nothing, and counts again afterwards", async () => {
		const { ctx, reserve, recipient } = newMeter();
		const sent = await reserve("1");
		if (!sent.ok) throw new Error("a new prefix has room");
		const counted = { ...sent, ipAddress: "203.0.113.142" };
		await reserveAddress(ctx, counted.ipAddress, { hourly: 1, daily: 9 }, sent.reservation.id);
		await reserve("1");
		await Promise.all([refundSend(ctx, counted), refundSend(ctx, counted)]);
		const { prefix } = recipient("1") as { prefix: string };
		for (const name of [prefix, "ip:203.0.113.142"]) expect(await tablesOf(name)).toEqual(nothing);
		expect((await reserve("1")).ok).toBe(true);
		expect((await reserveAddress(ctx, counted.ipAddress, { hourly: 1, daily: 9 })).ok).toBe(true);
	});

	it("keeps what others sent", async () => {
		const { ctx, reserve } = newMeter();
		const limits = { hourly: 2, daily: 9 };
		const ask = (id: string) => reserveAddress(ctx, "203.0.113.143", limits, id);
		const [sent] = [await reserve("1"), await reserve("2"), await ask("a"), await ask("b")];
		if (!sent.ok) throw new Error("a new prefix has room");
		await refundSend(ctx, {
			meter: sent.meter,
			reservation: { ...sent.reservation, id: "a" },
			ipAddress: "203.0.113.143",
		});
		expect([(await ask("c")).ok, (await ask("d")).ok]).toEqual([true, false]);
		await refundSend(ctx, sent);
		expect(await reserve("2")).toMatchObject({ reason: "cool-down" });
		expect((await reserve("1")).ok).toBe(true);
	});
});
