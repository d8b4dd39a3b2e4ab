// HOTP against RFC 4226 Appendix D, its two implementations against each other, and the search for a counter.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSecret } from "../../src/otp/encoding";
import {
	type HashAlgorithm,
	hotp,
	hotpCodes,
	importHmacKey,
	matchConsecutive,
	matchCounters,
} from "../../src/otp/hotp";
import { hotpSync } from "../../src/otp/hotp-sync";
import windows from "../vectors/rfc/derived-windows.json";
import appendixD from "../vectors/rfc/rfc4226-appendix-d.json";

const rfcSecret = new TextEncoder().encode(appendixD.secret_ascii);
const algorithms = fc.constantFrom<HashAlgorithm>("SHA-1", "SHA-256", "SHA-512");
const secrets = fc.uint8Array({ minLength: 1, maxLength: 200 });
const digitCounts = fc.integer({ min: 1, max: 10 });

describe("RFC 4226 Appendix D", () => {
	it.each(appendixD.vectors)("gives $otp for count $count", async ({ count, otp, truncated_dec }) => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		expect(await hotp(key, count, 6)).toBe(otp);
		expect(hotpSync(rfcSecret, count, 6, "SHA-1")).toBe(otp);
		expect(await hotp(key, count, 10)).toBe(String(truncated_dec).padStart(10, "0"));
	});

	it("gives all of them at once, in the order of the counters", async () => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		const backwards = appendixD.vectors.toReversed();
		const codes = await hotpCodes(
			key,
			backwards.map(({ count }) => count),
			6,
		);
		expect(codes).toEqual(backwards.map(({ otp }) => otp));
	});

	it("has one secret in its three spellings", () => {
		expect(decodeSecret(appendixD.secret_hex, "hexadecimal")).toEqual({ ok: true, bytes: rfcSecret });
		expect(decodeSecret(appendixD.secret_base32, "base32")).toEqual({ ok: true, bytes: rfcSecret });
	});
});

describe("hotp", () => {
	it("continues past the appendix as computed elsewhere", async () => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		const counters = windows.hotp_6.map(({ count }) => count);
		expect(await hotpCodes(key, counters, 6)).toEqual(windows.hotp_6.map(({ otp }) => otp));
	});

	it("agrees with hotpSync on any secret, counter, length and algorithm", async () => {
		const counters = fc.maxSafeNat();
		await fc.assert(
			fc.asyncProperty(secrets, counters, digitCounts, algorithms, async (secret, counter, digits, algorithm) => {
				const key = await importHmacKey(secret, algorithm);
				const code = await hotp(key, counter, digits);
				expect(code).toHaveLength(digits);
				expect(hotpSync(secret, counter, digits, algorithm)).toBe(code);
				expect(await hotpCodes(key, [counter], digits)).toEqual([code]);
			}),
			{ numRuns: 300 },
		);
	});

	// Expected values from `oathtool --hotp -d 8 -c <counter>` with the secret of Appendix D.
	it.each([
		[2 ** 31 - 1, "27223505"],
		[2 ** 31, "04197202"],
		[2 ** 32 - 1, "57117190"],
		[2 ** 32, "55999456"],
		[2 ** 40 + 2 ** 33 + 5, "27044778"],
		[Number.MAX_SAFE_INTEGER, "41891307"],
	])("is right at counter %s, about and above 32 bits", async (counter, code) => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		expect(await hotp(key, counter, 8)).toBe(code);
		expect(hotpSync(rfcSecret, counter, 8, "SHA-1")).toBe(code);
	});

	it("tells apart counters that agree in their lower 32 bits", async () => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		expect(new Set(await hotpCodes(key, [1, 1 + 2 ** 32, 1 + 2 ** 48], 10)).size).toBe(3);
	});

	it("gives no codes for no counters", async () => {
		expect(await hotpCodes(await importHmacKey(rfcSecret, "SHA-1"), [], 6)).toEqual([]);
	});

	it.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])("refuses the counter %s", async (counter) => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		await expect(hotp(key, counter, 6)).rejects.toThrow(RangeError);
		await expect(hotpCodes(key, [0, counter], 6)).rejects.toThrow(RangeError);
		expect(() => hotpSync(rfcSecret, counter, 6, "SHA-1")).toThrow(RangeError);
	});

	it.each([0, 11, Number.NaN])("refuses %s digits", async (digits) => {
		const key = await importHmacKey(rfcSecret, "SHA-1");
		await expect(hotp(key, 0, digits)).rejects.toThrow(RangeError);
		await expect(hotpCodes(key, [0], digits)).rejects.toThrow(RangeError);
		expect(() => hotpSync(rfcSecret, 0, digits, "SHA-1")).toThrow(RangeError);
	});

	it("refuses an empty secret", async () => {
		await expect(importHmacKey(new Uint8Array(0), "SHA-1")).rejects.toThrow(RangeError);
		expect(() => hotpSync(new Uint8Array(0), 0, 6, "SHA-1")).toThrow(RangeError);
	});

	it("keeps the secret inside the key", async () => {
		const key = await importHmacKey(rfcSecret, "SHA-256");
		expect(key.extractable).toBe(false);
		expect(key.usages).toEqual(["sign"]);
		await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
	});

	it("reads a secret that is a part of a larger buffer", async () => {
		const padded = new Uint8Array([9, 9, ...rfcSecret, 9]);
		const part = padded.subarray(2, -1);
		expect(await hotp(await importHmacKey(part, "SHA-1"), 0, 6)).toBe("755224");
		expect(hotpSync(part, 0, 6, "SHA-1")).toBe("755224");
	});
});

describe("matchCounters", () => {
	it("finds every code of a window at its own counter", () => {
		const window = windows.hotp_6.slice(0, 101);
		const codes = window.map(({ otp }) => otp);
		const counters = window.map(({ count }) => count);
		for (const { count, otp } of window) expect(matchCounters(codes, counters, otp)).toEqual([count]);
	});

	it("finds nothing for a code outside the window", () => {
		const window = windows.hotp_6.slice(10, 20);
		const codes = window.map(({ otp }) => otp);
		const counters = window.map(({ count }) => count);
		expect(matchCounters(codes, counters, windows.hotp_6[9]?.otp ?? "")).toEqual([]);
		expect(matchCounters(codes, counters, windows.hotp_6[20]?.otp ?? "")).toEqual([]);
	});

	it("gives both counters when two have the same code", () => {
		expect(matchCounters(["111111", "222222", "111111"], [7, 8, 9], "111111")).toEqual([7, 9]);
	});

	it("gives counter zero as a number", () => {
		expect(matchCounters(["755224"], [0], "755224")).toEqual([0]);
	});

	it.each(["", "0", "75522", "7552240", " 755224", "７５５２２４"])("finds nothing for %j", (code) => {
		expect(matchCounters(["755224", "287082"], [0, 1], code)).toEqual([]);
	});

	it("finds nothing in an empty window", () => {
		expect(matchCounters([], [], "")).toEqual([]);
		expect(matchCounters([], [], "755224")).toEqual([]);
	});

	it("compares every code, wherever the right one stands", () => {
		const counters = Array.from({ length: 11 }, (_, index) => index);
		for (const right of counters) {
			let reads = 0;
			const codes = counters.map((counter) => (counter === right ? "755224" : "000000"));
			const watched = new Proxy(codes, {
				get: (target, name) => {
					if (/^\d+$/.test(String(name))) reads++;
					return Reflect.get(target, name);
				},
			});
			expect(matchCounters(watched, counters, "755224")).toEqual([right]);
			expect(reads).toBe(counters.length);
		}
	});

	it("throws when codes and counters don't pair up", () => {
		expect(() => matchCounters(["755224"], [0, 1], "755224")).toThrow(RangeError);
		expect(() => matchCounters(["755224", "287082"], [0], "287082")).toThrow(RangeError);
	});
});

describe("matchConsecutive", () => {
	const window = windows.hotp_6;
	const codes = window.map(({ otp }) => otp);
	const counters = window.map(({ count }) => count);

	it("finds two codes in a row anywhere in a wide window, and gives the counter of the second", () => {
		for (const place of [0, 1, 499, 1098, 1099]) {
			const [first, second] = codes.slice(place, place + 2);
			expect(matchConsecutive(codes, counters, first ?? "", second ?? "")).toBe(place + 1);
		}
	});

	it("finds nothing when the two are swapped, apart, or only one of them fits", () => {
		expect(matchConsecutive(codes, counters, codes[6] ?? "", codes[5] ?? "")).toBeNull();
		expect(matchConsecutive(codes, counters, codes[5] ?? "", codes[7] ?? "")).toBeNull();
		expect(matchConsecutive(codes, counters, codes[5] ?? "", "000000")).toBeNull();
		expect(matchConsecutive(codes, counters, "000000", codes[5] ?? "")).toBeNull();
	});

	it("finds nothing when one code is given twice", () => {
		expect(matchConsecutive(codes, counters, codes[5] ?? "", codes[5] ?? "")).toBeNull();
	});

	it("finds nothing when the second code lies past the window", () => {
		const short = { codes: codes.slice(0, 10), counters: counters.slice(0, 10) };
		expect(matchConsecutive(short.codes, short.counters, codes[9] ?? "", codes[10] ?? "")).toBeNull();
	});

	it("finds nothing when the first code lies before the window", () => {
		const late = { codes: codes.slice(1), counters: counters.slice(1) };
		expect(matchConsecutive(late.codes, late.counters, codes[0] ?? "", codes[1] ?? "")).toBeNull();
	});

	it("doesn't join codes across a gap between counters", () => {
		expect(matchConsecutive(["111111", "222222"], [4, 9], "111111", "222222")).toBeNull();
		expect(matchConsecutive(["111111", "222222"], [4, 5], "111111", "222222")).toBe(5);
	});

	it("gives the first of two pairs that fit", () => {
		const twice = ["111111", "222222", "111111", "222222"];
		expect(matchConsecutive(twice, [1, 2, 3, 4], "111111", "222222")).toBe(2);
	});

	it.each([
		["", ""],
		["755224", ""],
		["", "755224"],
	])("finds nothing for %j and %j", (first, second) => {
		expect(matchConsecutive(codes, counters, first, second)).toBeNull();
		expect(matchConsecutive([], [], first, second)).toBeNull();
	});

	it("throws when codes and counters don't pair up", () => {
		expect(() => matchConsecutive(["1", "2"], [1], "1", "2")).toThrow(RangeError);
	});
});
