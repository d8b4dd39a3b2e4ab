import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/crypto/bytes";
import { hash, hmac, isRecent, parseBase64, sortedPairs } from "../../../src/drivers/signatures/parts";

describe("hashes", () => {
	it("are those of RFC 1321 and FIPS 180", async () => {
		expect(toHex(await hash("MD5", "abc"))).toBe("900150983cd24fb0d6963f7d28e17f72");
		expect(toHex(await hash("SHA-1", "abc"))).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
	});

	it("with a key are those of RFC 2202 and RFC 4231, test case 2", async () => {
		const text = "what do ya want for nothing?";
		expect(toHex(await hmac("MD5", "Jefe", text))).toBe("750c783e6ab0b503eaa86e310a5db738");
		expect(toHex(await hmac("SHA-1", "Jefe", text))).toBe("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
		expect(toHex(await hmac("SHA-256", "Jefe", text))).toBe(
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
		);
		expect(await hmac("SHA-256", Uint8Array.of(0x4a, 0x65, 0x66, 0x65), text)).toEqual(
			await hmac("SHA-256", "Jefe", text),
		);
	});
});

describe("base64 from outside", () => {
	it("is its bytes, in either alphabet", () => {
		expect(parseBase64("-_8=")).toEqual(Uint8Array.of(251, 255));
		expect(parseBase64("+/8=")).toEqual(Uint8Array.of(251, 255));
	});

	it("is nothing when it is no base64", () => {
		expect(parseBase64("not base64!")).toBeNull();
	});
});

describe("parameters", () => {
	it("are sorted by name and then by value, in the order of code units", () => {
		const params = new URLSearchParams("b=2&a=10&a=9&B=1&%C3%A5=0&a=");
		expect(sortedPairs(params)).toEqual([
			["B", "1"],
			["a", ""],
			["a", "10"],
			["a", "9"],
			["b", "2"],
			["å", "0"],
		]);
	});
});

describe("a signed time", () => {
	it("is recent for five minutes either way", () => {
		expect([699, 700, 1_000, 1_300, 1_301].map((seconds) => isRecent(String(seconds), 1_000_000))).toEqual([
			false,
			true,
			true,
			true,
			false,
		]);
	});

	it.each([null, "", "-1", "1e3", "1000.5", " 1000", "1000000000000"])("is never recent as %j", (seconds) => {
		expect(isRecent(seconds, 1_000_000)).toBe(false);
	});
});
