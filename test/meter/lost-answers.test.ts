// The meter counted, and its answer got lost: the second call gets the answer of the first, and counts nothing.
import { abortAllDurableObjects, env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { refundSend, reserveAddress, reserveSend } from "../../src/meter/client";
import { defaultSendLimits } from "../../src/meter/limits";
import { connectionLost, losingAnswers } from "../support/lost-answers";
import { newMeter, tally, times } from "./meters";

/** A meter that loses its answers, and another client of it that doesn't. */
function losingMeter(lossOf: (index: number) => unknown = (index) => (index % 2 === 0 ? connectionLost() : null)) {
	const { namespace, calls } = losingAnswers(env.METER, lossOf);
	return { ...newMeter(Date.now(), { METER: namespace as unknown as Bindings["METER"] }), calls };
}

const open = { cooldownSeconds: 0, perDestination: { hourly: 1_000, daily: 1_000 }, perPrefixHourly: null };

describe("a reservation whose answer got lost", () => {
	it("is made once, and its cool-down isn't its own refusal", async () => {
		const { reserve, calls } = losingMeter();
		expect(await reserve("1", { perPrefixHourly: 2 })).toMatchObject({ ok: true, observed: null });
		expect(await reserve("1")).toMatchObject({ ok: false, reason: "cool-down" });
		expect(await reserve("2", { perPrefixHourly: 2 })).toMatchObject({ ok: true });
		expect(await reserve("3", { perPrefixHourly: 2 })).toMatchObject({ ok: false, reason: "prefix" });
		expect(calls).toHaveLength(8);
	});

	it("is found again by an object that was reset meanwhile", async () => {
		let isReset = false;
		const { reserve } = losingMeter(() => {
			if (isReset) return null;
			isReset = true;
			return connectionLost();
		});
		const first = reserve("1", { perDestination: { hourly: 1, daily: 1 } });
		await abortAllDurableObjects();
		expect(await first).toMatchObject({ ok: true });
	});

	it("isn't a repetition of its own request with an idempotency key", async () => {
		const { ctx, recipient } = losingMeter();
		const ask = () => reserveSend(ctx, recipient("1"), defaultSendLimits.SMS, "key");
		expect(await ask()).toMatchObject({ ok: true });
		expect(await ask()).toMatchObject({ ok: false, reason: "repeated" });
	});

	it("names the rule that only observes, as the first answer did", async () => {
		const conversion = {
			mode: "observe",
			windowSeconds: 3_600,
			settleSeconds: 0,
			minimumSends: 1,
			minimumRate: 1,
		} as const;
		const { reserve, clock } = losingMeter();
		await reserve("1", open);
		clock.now += 120_000;
		expect(await reserve("2", { ...open, conversion })).toMatchObject({ ok: true, observed: "conversion" });
	});

	it("can be given back, also by a call whose answer got lost", async () => {
		const { ctx, reserve, calls } = losingMeter();
		const sent = await reserve("1", { perPrefixHourly: 1 });
		if (!sent.ok) throw new Error("a new prefix has room");
		await refundSend(ctx, sent);
		expect((await reserve("2", { perPrefixHourly: 1 })).ok).toBe(true);
		expect(await reserve("3", { perPrefixHourly: 1 })).toMatchObject({ reason: "prefix" });
		expect(calls).toEqual(["reserve", "refund", "reserve", "reserve"].flatMap((call) => [call, call]));
	});

	it("counts once among 50 at the same time, whichever answers get lost", async () => {
		const { reserve } = losingMeter((index) => (index % 3 === 0 && index < 50 ? connectionLost() : null));
		const verdicts = await Promise.all(times(50, (index) => reserve(`1${index}`, { perPrefixHourly: 37 })));
		expect(tally(verdicts)).toEqual({ reserved: 37, prefix: 13 });
	});
});

describe("a verification whose answer got lost", () => {
	it("answers one send, and the next verification answers another", async () => {
		const { reserve, verified, clock } = losingMeter();
		const half = { mode: "block", windowSeconds: 3_600, settleSeconds: 0, minimumSends: 4, minimumRate: 0.5 } as const;
		const conversion = (minimumRate: number) => ({ ...open, conversion: { ...half, minimumRate } });
		for (const _ of times(4, String)) await reserve("1", open);
		await verified("1");
		clock.now += 120_000;
		expect(await reserve("2", conversion(0.26))).toMatchObject({ ok: false, reason: "conversion" });
		await verified("1");
		expect(await reserve("2", conversion(0.5))).toMatchObject({ ok: true });
		expect(await reserve("3", conversion(0.76))).toMatchObject({ ok: false, reason: "conversion" });
	});
});

describe("a request of an address whose answer got lost", () => {
	it("counts once, also by an object that was reset, and in the next minute", async () => {
		const { ctx, clock } = losingMeter();
		const ask = () => reserveAddress(ctx, "2001:db8:a1::1", { hourly: 3, daily: 4 });
		expect(tally([await ask(), await ask()])).toEqual({ reserved: 2 });
		await abortAllDurableObjects();
		expect(tally([await ask(), await ask()])).toEqual({ reserved: 1, hourly: 1 });
		clock.now += 3_660_000;
		expect(tally([await ask(), await ask()])).toEqual({ reserved: 1, daily: 1 });
	});

	it("counts once among 50 at the same time, whichever answers get lost", async () => {
		const { ctx } = losingMeter((index) => (index % 3 === 0 && index < 50 ? connectionLost() : null));
		const ask = () => reserveAddress(ctx, "203.0.113.77", { hourly: 30, daily: 100 });
		expect(tally(await Promise.all(times(50, ask)))).toEqual({ reserved: 30, hourly: 20 });
	});
});
