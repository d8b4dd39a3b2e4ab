// How far a secret was used, in the counters of another authenticator.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedMark } from "../../src/factors/moved-mark";
import type { TokenMethod } from "../../src/guard/types";

const totp = (stepSeconds: number): TokenMethod => ({
	kind: "totp",
	algorithm: "SHA-1",
	digits: 6,
	stepSeconds,
	interval: 2,
});
const hotp: TokenMethod = { kind: "hotp", algorithm: "SHA-1", digits: 6, lookAhead: 10, firstCounter: 0 };

describe("a mark that moves", () => {
	it.each([
		["stays in a step of the same length", totp(30), totp(30), 7, 7],
		["covers the step in which the used step ends", totp(30), totp(60), 7, 3],
		["covers that step also where it has just begun", totp(30), totp(60), 8, 4],
		["covers all the shorter steps of the used step", totp(60), totp(30), 3, 7],
		["stays a counter", hotp, hotp, 12, 12],
		["is none between a counter and time", hotp, totp(30), 12, null],
		["is none between time and a counter", totp(30), hotp, 12, null],
		["is none where there was none", totp(30), totp(60), null, null],
	])("%s", (_, from, to, mark, moved) => {
		expect(movedMark(from, to, mark)).toBe(moved);
	});

	it("never leaves a moment of the used step open, whatever the lengths", () => {
		const seconds = fc.integer({ min: 15, max: 300 });
		fc.assert(
			fc.property(seconds, seconds, fc.integer({ min: 0, max: 2 ** 40 }), (from, to, mark) => {
				const moved = movedMark(totp(from), totp(to), mark)!;
				const lastSecond = (mark + 1) * from - 1;
				expect(moved).toBe(Math.floor(lastSecond / to));
			}),
		);
	});
});
