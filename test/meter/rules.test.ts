import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSendLimits } from "../../src/meter/limits";
import {
	dayMs,
	hourMs,
	judgeAddress,
	judgeSend,
	type Minute,
	minuteMs,
	minuteOf,
	type Send,
	withSend,
	withVerification,
} from "../../src/meter/rules";
import type { ConversionRule, MeteredChannel, SendLimits } from "../../src/meter/types";

const now = minuteOf(1_800_000_000_000);
const open: SendLimits = {
	cooldownSeconds: 0,
	perDestination: { hourly: 1_000, daily: 1_000 },
	perPrefixHourly: null,
	conversion: null,
};
const send = (at: number, channel: MeteredChannel = "SMS", id = `s${at}`): Send => ({
	id,
	at,
	channel,
	isVerified: false,
});
const minute = (at: number, sent: number, verified = 0): Minute => ({ at, sent, verified });

const judge = (sends: Send[], limits: Partial<SendLimits>, at = now, channel: MeteredChannel = "SMS") =>
	judgeSend(sends, [], { destinationHash: "d", channel, now: at, limits: { ...open, ...limits } });

const judgePrefix = (minutes: Minute[], limits: Partial<SendLimits>, at = now) =>
	judgeSend([], minutes, { destinationHash: "d", channel: "SMS", now: at, limits: { ...open, ...limits } });

describe("the cool-down", () => {
	it.each([
		["SMS", 30],
		["CALL", 30],
		["EMAIL", 5],
	] as const)("of %s is exactly %i seconds", (channel, seconds) => {
		const limits = defaultSendLimits[channel];
		const sent = [send(now, channel)];
		const at = (ms: number) => judge(sent, limits, now + ms, channel);
		expect(at(0)).toEqual({ ok: false, reason: "cool-down", retryAfterSeconds: seconds });
		expect(at(seconds * 1000 - 1)).toEqual({ ok: false, reason: "cool-down", retryAfterSeconds: 1 });
		expect(at(seconds * 1000)).toEqual({ ok: true, observed: null });
	});

	it("of an SMS doesn't refuse a call to the same number", () => {
		expect(judge([send(now, "SMS")], { cooldownSeconds: 30 }, now, "CALL").ok).toBe(true);
	});

	it("holds when another isolate's clock is a moment behind", () => {
		expect(judge([send(now)], { cooldownSeconds: 30 }, now - 200)).toMatchObject({ ok: false, reason: "cool-down" });
	});
});

describe("a request with an earlier request's key", () => {
	const keyed = { ...send(now), keyHash: "a1" };
	const judgeKeyed = (at: number, keyHash?: string) =>
		judgeSend([send(now), keyed], [], { destinationHash: "d", channel: "SMS", keyHash, now: at, limits: open });

	it("is a repetition while the earlier request may be under way, and later an ordinary request", () => {
		expect(judgeKeyed(now + 9_999, "a1")).toMatchObject({ ok: false, reason: "repeated" });
		expect(judgeKeyed(now + 10_000, "a1").ok).toBe(true);
	});

	it("is no repetition when the earlier key is another one, or its own key is missing", () => {
		expect(judgeKeyed(now, "b2").ok).toBe(true);
		expect(judgeKeyed(now).ok).toBe(true);
	});
});

describe("the caps of a destination", () => {
	it("refuse until the oldest counting send leaves the window, over all channels", () => {
		const sends = [send(now - hourMs + 1, "CALL"), send(now - 5_000), send(now - 1_000)];
		const limits = { perDestination: { hourly: 3, daily: 10 } };
		expect(judge(sends, limits)).toEqual({ ok: false, reason: "hourly", retryAfterSeconds: 1 });
		expect(judge(sends, limits, now + 1)).toEqual({ ok: true, observed: null });
	});

	it("refuse at the daily cap when the hourly cap isn't reached", () => {
		const sends = [send(now - 10 * hourMs), send(now - 5 * hourMs)];
		const limits = { perDestination: { hourly: 5, daily: 2 } };
		expect(judge(sends, limits)).toEqual({ ok: false, reason: "daily", retryAfterSeconds: 14 * 3_600 });
	});

	it("let nothing pass when they are zero", () => {
		expect(judge([], { perDestination: { hourly: 0, daily: 0 } })).toEqual({
			ok: false,
			reason: "hourly",
			retryAfterSeconds: 3_600,
		});
	});
});

describe("the cap of a prefix", () => {
	it("never counts too little: a minute leaves when its last moment is an hour old", () => {
		const minutes = [minute(now - hourMs, 2), minute(now - minuteMs, 1)];
		expect(judgePrefix(minutes, { perPrefixHourly: 3 }, now + 59_999)).toEqual({
			ok: false,
			reason: "prefix",
			retryAfterSeconds: 1,
		});
		expect(judgePrefix(minutes, { perPrefixHourly: 3 }, now + minuteMs).ok).toBe(true);
	});

	it("lets everything pass when it is null", () => {
		expect(judgePrefix([minute(now, 1_000_000)], { perPrefixHourly: null }).ok).toBe(true);
	});
});

describe("the conversion rate of a prefix", () => {
	const rule: ConversionRule = {
		mode: "block",
		windowSeconds: 3_600,
		settleSeconds: 300,
		minimumSends: 10,
		minimumRate: 0.2,
	};
	const old = now - 30 * minuteMs;

	it("refuses below the threshold and passes at it", () => {
		expect(judgePrefix([minute(old, 10, 1)], { conversion: rule })).toMatchObject({ ok: false, reason: "conversion" });
		expect(judgePrefix([minute(old, 10, 2)], { conversion: rule })).toEqual({ ok: true, observed: null });
	});

	it("judges nothing before the minimum number of sends", () => {
		expect(judgePrefix([minute(old, 9, 0)], { conversion: rule }).ok).toBe(true);
	});

	it("refuses nothing in observe mode, and names the rule", () => {
		const conversion: ConversionRule = { ...rule, mode: "observe" };
		expect(judgePrefix([minute(old, 10)], { conversion })).toEqual({ ok: true, observed: "conversion" });
	});

	it("leaves a rush of fresh sends time to be answered", () => {
		const fresh = minute(now - 2 * minuteMs, 500, 0);
		expect(judgePrefix([fresh], { conversion: rule }).ok).toBe(true);
		expect(judgePrefix([fresh], { conversion: rule }, fresh.at + minuteMs + 299_999).ok).toBe(true);
		expect(judgePrefix([fresh], { conversion: rule }, fresh.at + minuteMs + 300_000).ok).toBe(false);
	});

	it("slides: sends older than the window no longer count, from the time that the refusal named", () => {
		const refusal = judgePrefix([minute(old, 10)], { conversion: rule });
		if (refusal.ok) throw new Error("expected a refusal");
		const later = now + refusal.retryAfterSeconds * 1000;
		expect(later).toBe(old + minuteMs + hourMs);
		expect(judgePrefix([minute(old, 10)], { conversion: rule }, later).ok).toBe(true);
	});
});

describe("a verification", () => {
	it("answers one send, the newest that is unanswered", () => {
		const sends = [send(now), send(now + 31_000)];
		const first = withVerification(sends, { id: "v1", now: now + 60_000 });
		expect(first.verified?.at).toBe(now + 31_000);
		const second = withVerification(first.sends, { id: "v2", now: now + 60_000 });
		expect(second.verified?.at).toBe(now);
		expect(withVerification(second.sends, { id: "v3", now: now + 60_000 }).verified).toBeNull();
	});

	it("that comes twice answers nothing the second time", () => {
		const { sends } = withVerification([send(now), send(now + 31_000)], { id: "v1", now: now + 60_000 });
		expect(withVerification(sends, { id: "v1", now: now + 60_000 })).toEqual({ sends, verified: null });
	});

	it("answers no send older than a day", () => {
		expect(withVerification([send(now)], { id: "v1", now: now + dayMs }).verified).toBeNull();
	});
});

describe("the caps of an address", () => {
	it("refuse at the hourly and at the daily cap", () => {
		const minutes = [minute(now - 5 * hourMs, 6), minute(now - minuteMs, 4)];
		expect(judgeAddress(minutes, now, { hourly: 5, daily: 11 })).toEqual({ ok: true });
		expect(judgeAddress(minutes, now, { hourly: 4, daily: 11 })).toEqual({
			ok: false,
			reason: "hourly",
			retryAfterSeconds: 3_600,
		});
		expect(judgeAddress(minutes, now, { hourly: 5, daily: 10 })).toMatchObject({ ok: false, reason: "daily" });
	});
});

describe("any sequence of requests", () => {
	const asks = fc.array(fc.record({ gap: fc.nat(20 * minuteMs), channel: fc.constantFrom("SMS", "CALL") }), {
		maxLength: 200,
	});
	const limits: SendLimits = {
		cooldownSeconds: 30,
		perDestination: { hourly: 5, daily: 15 },
		perPrefixHourly: 4,
		conversion: null,
	};

	/**
	 * Sends the requests one after the other, as the object does. Returns the sends that passed, and checks each
	 * refusal's time.
	 */
	function run(requests: { gap: number; channel: "SMS" | "CALL" }[]) {
		let at = now;
		let remembered: Send[] = [];
		const minutes: Minute[] = [];
		const passed: Send[] = [];
		for (const { gap, channel } of requests) {
			at += gap;
			const verdict = judgeSend(remembered, minutes, { destinationHash: "d", channel, now: at, limits });
			if (!verdict.ok) {
				const again = judgeSend(remembered, minutes, {
					destinationHash: "d",
					channel,
					now: at + verdict.retryAfterSeconds * 1000,
					limits,
				});
				// After the time that the refusal named, its reason is gone. Another reason may last longer.
				expect(again.ok || again.reason !== verdict.reason).toBe(true);
				continue;
			}
			const one = send(at, channel, `s${passed.length}`);
			passed.push(one);
			remembered = withSend(remembered, one);
			const same = minutes.find((known) => known.at === minuteOf(at));
			if (same) same.sent += 1;
			else minutes.push(minute(minuteOf(at), 1));
		}
		return passed;
	}

	it("leaves no window with more sends than its cap, and no two sends within the cool-down", () => {
		fc.assert(
			fc.property(asks, (requests) => {
				const passed = run(requests);
				for (const last of passed) {
					const within = (ms: number) => passed.filter((one) => one.at <= last.at && one.at > last.at - ms);
					expect(within(hourMs).length).toBeLessThanOrEqual(4);
					expect(within(dayMs).length).toBeLessThanOrEqual(15);
					expect(within(30_000).filter((one) => one.channel === last.channel)).toHaveLength(1);
				}
			}),
			{ numRuns: 60 },
		);
	});
});
