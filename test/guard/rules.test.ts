import { describe, expect, it } from "vitest";
import { countersFor, failureWindowMs, judgeCode, judgeResync, lockedUntil, type Mark } from "../../src/guard/rules";
import type { Method } from "../../src/guard/types";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";

const secret = new TextEncoder().encode("12345678901234567890");
const totp = { kind: "totp", algorithm: "SHA-1", digits: 6, stepSeconds: 60, interval: 5 } as const satisfies Method;
const hotp = { kind: "hotp", algorithm: "SHA-1", digits: 6, lookAhead: 10, firstCounter: 0 } as const satisfies Method;
const now = 1_800_000_000_000;
const step = stepAt(now, 60);
const code = (counter: number) => hotpSync(secret, counter, 6, "SHA-1");

function judge(method: typeof totp | typeof hotp, mark: Mark | undefined, input: string, at = now) {
	const counters = countersFor(method, "judge", mark, at);
	return judgeCode(method, mark, at, counters, counters.map(code), input);
}

function resync(method: typeof totp | typeof hotp, mark: Mark | undefined, first: string, second: string) {
	const counters = countersFor(method, "resync", mark, now);
	return judgeResync(method, mark, now, counters, counters.map(code), first, second);
}

describe("the sliding window of failures", () => {
	it("locks at the fifth failure and opens when the oldest of the last five is five minutes old", () => {
		const failures = [0, 10, 20, 30, 40].map((seconds) => now + seconds * 1000);
		expect(lockedUntil(failures.slice(0, 4), now + 60_000)).toBeNull();
		expect(lockedUntil(failures, now + 60_000)).toBe(now + failureWindowMs);
		expect(lockedUntil(failures, now + failureWindowMs - 1)).toBe(now + failureWindowMs);
		expect(lockedUntil(failures, now + failureWindowMs)).toBeNull();
	});

	it("slides: one failure more within the window locks again", () => {
		const failures = [10, 20, 30, 40, 310].map((seconds) => now + seconds * 1000);
		expect(lockedUntil(failures, now + 310_000)).toBeNull();
		expect(lockedUntil([...failures.slice(2), now + 311_000, now + 312_000], now + 312_000)).toBe(now + 330_000);
	});
});

describe("TOTP", () => {
	it("accepts each step of the window and none beside it", () => {
		for (let offset = -5; offset <= 5; offset++) {
			expect(judge(totp, undefined, code(step + offset))).toEqual({
				result: "accepted",
				mark: { highest: step + offset, drift: offset },
			});
		}
		expect(judge(totp, undefined, code(step + 6)).result).toBe("wrong");
		expect(judge(totp, undefined, code(step - 6)).result).toBe("expired");
		expect(judge(totp, undefined, code(step - 16)).result).toBe("wrong");
	});

	it("refuses every step up to the highest consumed one as replayed", () => {
		const mark = { highest: step, drift: 0 };
		expect(judge(totp, mark, code(step)).result).toBe("replayed");
		expect(judge(totp, mark, code(step - 3)).result).toBe("replayed");
		expect(judge(totp, mark, code(step + 1)).result).toBe("accepted");
	});

	it("follows a slow clock without closing the window around the server's time", () => {
		const slow = { highest: step - 20, drift: -5 };
		expect(judge(totp, slow, code(step - 10)).result).toBe("accepted");
		expect(judge(totp, slow, code(step + 5)).result).toBe("accepted");
	});

	it("finds a token that is 20 minutes off by two codes, and its next code fits", () => {
		const found = resync(totp, undefined, code(step - 20), code(step - 19));
		expect(found).toEqual({ result: "accepted", mark: { highest: step - 19, drift: -19 } });
		const mark = (found as { mark: Mark }).mark;
		expect(judge(totp, mark, code(step - 18)).result).toBe("accepted");
		expect(resync(totp, undefined, code(step - 20), code(step - 18)).result).toBe("wrong");
		expect(resync(totp, undefined, code(step - 40), code(step - 39)).result).toBe("wrong");
	});
});

describe("HOTP", () => {
	it("accepts the expected counter and those within the look-ahead, and moves behind the accepted one", () => {
		expect(judge(hotp, undefined, code(0))).toEqual({ result: "accepted", mark: { highest: 1, drift: 0 } });
		expect(judge(hotp, undefined, code(10))).toEqual({ result: "accepted", mark: { highest: 11, drift: 0 } });
		expect(judge(hotp, undefined, code(11)).result).toBe("wrong");
	});

	it("calls the last used code a replay, and older ones wrong", () => {
		const mark = { highest: 5, drift: 0 };
		expect(judge(hotp, mark, code(4)).result).toBe("replayed");
		expect(judge(hotp, mark, code(3)).result).toBe("wrong");
	});

	it("asks for new codes when the counter has moved on since they were computed", () => {
		const counters = countersFor(hotp, "judge", undefined, now);
		const moved = { highest: 4, drift: 0 };
		expect(judgeCode(hotp, moved, now, counters, counters.map(code), code(12))).toEqual({ result: "stale" });
		expect(judgeCode(hotp, moved, now, counters, counters.map(code), code(2))).toEqual({ result: "replayed" });
		expect(judgeCode(hotp, moved, now, counters, counters.map(code), code(6)).result).toBe("accepted");
	});

	it("finds a token far ahead by two consecutive codes, never behind what was used", () => {
		expect(resync(hotp, undefined, code(700), code(701))).toEqual({
			result: "accepted",
			mark: { highest: 702, drift: 0 },
		});
		expect(resync(hotp, { highest: 10, drift: 0 }, code(3), code(4)).result).toBe("wrong");
		expect(resync(hotp, undefined, code(1500), code(1501)).result).toBe("wrong");
	});
});
