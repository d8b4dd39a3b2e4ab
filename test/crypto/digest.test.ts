import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, toBase64Url, toHex, utf8 } from "../../src/crypto/bytes";
import { equalConstantTime, keyedHash, sha256 } from "../../src/crypto/digest";
import { answerHash } from "../../src/guard/secret";

const key = btoa("K".repeat(32));

describe("digests", () => {
	it("hashes as FIPS 180-2 does", async () => {
		expect(await sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	});

	it("makes keyed hashes as OpenSSL does, purpose and value apart", async () => {
		expect(await keyedHash(key, "users.email", "ada@example.com")).toBe(
			"fda6983c75e9b7e2859b68f486c9b7f5d640046aaee290959a36322ca83dcf44",
		);
		const hashes = await Promise.all([
			keyedHash(key, "users.email", "ada@example.com"),
			keyedHash(key, "users.login", "ada@example.com"),
			keyedHash(btoa("N".repeat(32)), "users.email", "ada@example.com"),
			keyedHash(key, "users.email\0ada", "@example.com"),
		]);
		expect(new Set(hashes).size).toBe(4);
	});

	it("hashes an answer as it would be typed again, and keeps none of it", async () => {
		const expected = "3e58be2c804499ef5dee89edc3485bf8d86ab73d7e12799a9ef2e95247e39f35";
		expect(await answerHash(key, "ufs1", "old cheese")).toBe(expected);
		expect(await answerHash(key, "ufs1", "  Old　 CHEESE ")).toBe(expected);
		expect(await answerHash(key, "ufs2", "old cheese")).not.toBe(expected);
	});
});

describe("equalConstantTime", () => {
	it("agrees with the equality of strings", () => {
		const short = fc.string({ unit: fc.constantFrom("0", "1", "é"), minLength: 0, maxLength: 4 });
		fc.assert(fc.property(short, short, (a, b) => equalConstantTime(a, b) === (a === b)));
		fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => equalConstantTime(text, `${text}`)));
	});

	it("finds a difference in any one place", () => {
		expect(equalConstantTime("123456", "123456")).toBe(true);
		for (const other of ["923456", "193456", "129456", "123956", "123496", "123459"]) {
			expect(equalConstantTime("123456", other)).toBe(false);
		}
	});

	it.each([
		["a text that only begins right", "123456", "12345"],
		["a text that goes on", "12345", "123456"],
		["an empty text", "123456", ""],
		["another case", "abc", "ABC"],
		["a full-width digit for an ASCII one", "123456", "12345６"],
		["characters that share their low byte", "a", "\u0161"],
		["another Unicode form of the same text", "é", "e\u0301"],
	])("tells %s apart", (_, a, b) => {
		expect(equalConstantTime(a, b)).toBe(false);
	});
});

describe("text forms of bytes", () => {
	it("writes base64url without padding and reads both alphabets", () => {
		expect(toBase64Url(new Uint8Array([251, 255, 254]))).toBe("-__-");
		expect(fromBase64("-__-")).toEqual(new Uint8Array([251, 255, 254]));
		expect(fromBase64("+//+")).toEqual(new Uint8Array([251, 255, 254]));
		expect(fromBase64("Zg==")).toEqual(utf8("f"));
	});

	it("writes hex with leading zeros", () => {
		expect(toHex(new Uint8Array([0, 10, 255]))).toBe("000aff");
	});
});
