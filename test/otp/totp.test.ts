// TOTP against RFC 6238 Appendix B, and which steps are accepted around a moment.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSecret, type SecretEncoding } from "../../src/otp/encoding";
import { type HashAlgorithm, hotp, hotpCodes, importHmacKey, matchCounters } from "../../src/otp/hotp";
import { hotpSync } from "../../src/otp/hotp-sync";
import { acceptedSteps, maxDriftSteps, stepAt } from "../../src/otp/totp";
import windows from "../vectors/rfc/derived-windows.json";
import appendixB from "../vectors/rfc/rfc6238-appendix-b.json";

type Hash = keyof typeof appendixB.secrets;
const algorithms: Record<Hash, HashAlgorithm> = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };
const nowMs = 1_700_000_000_000;

describe("RFC 6238 Appendix B", () => {
	it.each(appendixB.vectors)("gives $otp at $time s with $hash", async ({ time, T_hex, hash, otp }) => {
		const algorithm = algorithms[hash as Hash];
		const step = stepAt(time * 1000, appendixB.step, appendixB.t0);
		expect(step).toBe(Number.parseInt(T_hex, 16));
		expect(await hotp(await importHmacKey(secretOf(hash as Hash), algorithm), step, appendixB.digits)).toBe(otp);
		expect(hotpSync(secretOf(hash as Hash), step, appendixB.digits, algorithm)).toBe(otp);
	});

	it.each(["SHA1", "SHA256", "SHA512"] as const)("has one secret in its four spellings for %s", (hash) => {
		const { hex, base32, base64 } = appendixB.secrets[hash];
		const spellings: [string, SecretEncoding][] = [
			[hex, "hexadecimal"],
			[base32, "base32"],
			[base64, "base64"],
		];
		for (const [text, encoding] of spellings) {
			expect(decodeSecret(text, encoding)).toEqual({ ok: true, bytes: secretOf(hash) });
		}
	});
});

describe("codes around a moment", () => {
	it("are right for 12 steps of 30 s on either side", async () => {
		const rows = windows.totp_6_sha1_step30_around_1700000000;
		const steps = rows.map(({ time }) => stepAt(time * 1000, 30));
		expect(steps).toEqual(rows.map(({ offset_steps }) => stepAt(nowMs, 30) + offset_steps));
		expect(steps).toEqual(acceptedSteps(stepAt(nowMs, 30), 12, 0));
		const codes = await hotpCodes(await importHmacKey(secretOf("SHA1"), "SHA-1"), steps, 6);
		expect(codes).toEqual(rows.map(({ otp }) => otp));
	});

	it("are right for 12 steps of 60 s on either side, SHA-256, 8 digits", async () => {
		const rows = windows.totp_8_sha256_step60_around_1700000000;
		const steps = rows.map(({ offset_steps }) => stepAt(nowMs, 60) + offset_steps);
		const codes = await hotpCodes(await importHmacKey(secretOf("SHA256"), "SHA-256"), steps, 8);
		expect(codes).toEqual(rows.map(({ otp }) => otp));
	});

	it("may have 10 digits, SHA-512", () => {
		const code = hotpSync(secretOf("SHA512"), stepAt(nowMs, 30), 10, "SHA-512");
		expect(code).toBe(windows.totp_10_sha512_step30_at_1700000000);
	});

	it("are accepted for 300 s each way with a step of 60 s and an interval of 5, and no further", async () => {
		const now = stepAt(nowMs, 60);
		const steps = acceptedSteps(now, 5, 0);
		const codes = await hotpCodes(await importHmacKey(secretOf("SHA256"), "SHA-256"), steps, 8);
		for (const { offset_steps, otp } of windows.totp_8_sha256_step60_around_1700000000) {
			const expected = Math.abs(offset_steps) * 60 <= 300 ? now + offset_steps : null;
			expect(matchCounters(codes, steps, otp)).toEqual(expected === null ? [] : [expected]);
		}
	});
});

describe("stepAt", () => {
	it("changes exactly at the boundary", () => {
		expect(stepAt(29_999, 30)).toBe(0);
		expect(stepAt(30_000, 30)).toBe(1);
		expect(stepAt(59_999, 30)).toBe(1);
	});

	it("counts from t0", () => {
		expect(stepAt(100_000, 30, 100)).toBe(0);
		expect(stepAt(129_999, 30, 100)).toBe(0);
		expect(stepAt(130_000, 30, 100)).toBe(1);
	});

	it("holds the moment between the step's beginning and its end", () => {
		const moments = fc.integer({ min: 0, max: 8.64e15 });
		fc.assert(
			fc.property(moments, fc.integer({ min: 1, max: 86_400 }), (timeMs, stepSeconds) => {
				const step = BigInt(stepAt(timeMs, stepSeconds));
				expect(step).toBe(BigInt(timeMs) / BigInt(stepSeconds * 1000));
			}),
		);
	});

	it.each([0, -30, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("throws at a step of %s s", (stepSeconds) => {
		expect(() => stepAt(nowMs, stepSeconds)).toThrow(RangeError);
		expect(() => maxDriftSteps(stepSeconds)).toThrow(RangeError);
	});

	it("throws before t0 and when there is no time", () => {
		expect(() => stepAt(-1, 30)).toThrow(RangeError);
		expect(() => stepAt(99_999, 30, 100)).toThrow(RangeError);
		expect(() => stepAt(Number.NaN, 30)).toThrow(RangeError);
		expect(() => stepAt(Number.POSITIVE_INFINITY, 30)).toThrow(RangeError);
	});
});

describe("acceptedSteps", () => {
	it.each([
		["no drift", 100, 2, 0, [98, 99, 100, 101, 102]],
		["no interval", 100, 0, 0, [100]],
		["no interval but drift", 100, 0, 3, [100, 103]],
		["windows that overlap", 100, 2, 1, [98, 99, 100, 101, 102, 103]],
		["windows that touch", 100, 1, 3, [99, 100, 101, 102, 103, 104]],
		["windows apart, ahead", 100, 1, 5, [99, 100, 101, 104, 105, 106]],
		["windows apart, behind", 100, 1, -5, [94, 95, 96, 99, 100, 101]],
		["the first step", 0, 2, 0, [0, 1, 2]],
		["drift to before the first step", 1, 1, -10, [0, 1, 2]],
		["drift that is cut at the first step", 4, 1, -4, [0, 1, 3, 4, 5]],
	])("is right with %s", (_name, now, interval, drift, steps) => {
		expect(acceptedSteps(now, interval, drift)).toEqual(steps);
	});

	it("is the union of both windows, ascending, each step once, none below zero", () => {
		const numbers = [fc.nat(1000), fc.nat(20), fc.integer({ min: -200, max: 200 })] as const;
		fc.assert(
			fc.property(...numbers, (now, interval, drift) => {
				const around = (middle: number) => Array.from({ length: 2 * interval + 1 }, (_, i) => middle - interval + i);
				const union = new Set([...around(now), ...around(now + drift)].filter((step) => step >= 0));
				expect(acceptedSteps(now, interval, drift)).toEqual([...union].sort((a, b) => a - b));
			}),
		);
	});

	it.each([
		[-1, 2, 0],
		[100, -1, 0],
		[100.5, 2, 0],
		[100, 0.5, 0],
		[100, 2, 0.5],
		[Number.NaN, 2, 0],
		[100, Number.POSITIVE_INFINITY, 0],
		[Number.MAX_SAFE_INTEGER, 1, 0],
	])("throws at (%s, %s, %s)", (now, interval, drift) => {
		expect(() => acceptedSteps(now, interval, drift)).toThrow(RangeError);
	});
});

describe("maxDriftSteps", () => {
	it("is 30 minutes' worth of whole steps", () => {
		expect(maxDriftSteps(15)).toBe(120);
		expect(maxDriftSteps(30)).toBe(60);
		expect(maxDriftSteps(60)).toBe(30);
		expect(maxDriftSteps(7)).toBe(257);
		expect(maxDriftSteps(1800)).toBe(1);
		expect(maxDriftSteps(1801)).toBe(0);
	});
});

function secretOf(hash: Hash): Uint8Array {
	return new TextEncoder().encode(appendixB.secrets[hash].ascii);
}
