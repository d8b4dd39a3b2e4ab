// Secrets read and written: RFC 4648 section 10, round trips, and everything a reader has to refuse.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSecret, encodeSecret, type SecretEncoding } from "../../src/otp/encoding";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import rfc4648 from "../vectors/rfc/rfc4648-base32.json";

const encodings = fc.constantFrom<SecretEncoding>("base32", "base64", "hexadecimal");
const secrets = fc.uint8Array({ minLength: 0, maxLength: 80 });
const base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

describe("RFC 4648 section 10", () => {
	it.each(rfc4648.vectors)("reads and writes Base32 of $ascii", ({ ascii, base32 }) => {
		const unpadded = base32.replaceAll("=", "");
		expect(decodeSecret(base32, "base32")).toEqual({ ok: true, bytes: bytes(ascii) });
		expect(decodeSecret(unpadded, "base32")).toEqual({ ok: true, bytes: bytes(ascii) });
		expect(encodeSecret(bytes(ascii), "base32")).toBe(unpadded);
	});

	it.each([
		["", ""],
		["f", "Zg=="],
		["fo", "Zm8="],
		["foo", "Zm9v"],
		["foob", "Zm9vYg=="],
		["fooba", "Zm9vYmE="],
		["foobar", "Zm9vYmFy"],
	])("reads and writes Base64 of %j", (ascii, base64) => {
		expect(decodeSecret(base64, "base64")).toEqual({ ok: true, bytes: bytes(ascii) });
		expect(decodeSecret(base64.replaceAll("=", ""), "base64")).toEqual({ ok: true, bytes: bytes(ascii) });
		expect(encodeSecret(bytes(ascii), "base64")).toBe(base64);
	});

	it("reads and writes hexadecimal of foobar", () => {
		expect(decodeSecret("666F6F626172", "hexadecimal")).toEqual({ ok: true, bytes: bytes("foobar") });
		expect(encodeSecret(bytes("foobar"), "hexadecimal")).toBe("666f6f626172");
	});
});

describe("any secret", () => {
	it("comes back as it was written", () => {
		fc.assert(
			fc.property(secrets, encodings, (secret, encoding) => {
				expect(decodeSecret(encodeSecret(secret, encoding), encoding)).toEqual({ ok: true, bytes: secret });
			}),
		);
	});

	it("is written as the platform writes Base64", () => {
		fc.assert(
			fc.property(secrets, (secret) => encodeSecret(secret, "base64") === btoa(String.fromCharCode(...secret))),
		);
	});

	it("is read alike in lower case, grouped, or padded Base32", () => {
		fc.assert(
			fc.property(secrets, fc.constantFrom(" ", "-", " - "), (secret, separator) => {
				const text = encodeSecret(secret, "base32");
				const groups = text.match(/.{1,4}/g) ?? [];
				const padded = text.padEnd(Math.ceil(text.length / 8) * 8, "=");
				for (const spelling of [text.toLowerCase(), groups.join(separator), padded]) {
					expect(decodeSecret(spelling, "base32")).toEqual({ ok: true, bytes: secret });
				}
			}),
		);
	});

	it("is read alike in URL-safe Base64", () => {
		fc.assert(
			fc.property(secrets, (secret) => {
				const text = encodeSecret(secret, "base64").replaceAll("+", "-").replaceAll("/", "_");
				expect(decodeSecret(text, "base64")).toEqual({ ok: true, bytes: secret });
			}),
		);
	});

	it("has one spelling only, but for case, grouping, alphabet, padding and unused bits", () => {
		const text = fc.string({ unit: fc.constantFrom(..."ABQ27az/-="), maxLength: 9 });
		fc.assert(
			fc.property(text, encodings, (spelling, encoding) => {
				const decoded = decodeSecret(spelling, encoding);
				if (!decoded.ok) return;
				const folds: Record<SecretEncoding, string> = {
					base32: spelling.replace(/[-=]/g, "").toUpperCase(),
					base64: spelling.replaceAll("-", "+").replaceAll("=", ""),
					hexadecimal: spelling.toLowerCase(),
				};
				const written = encodeSecret(decoded.bytes, encoding).replaceAll("=", "");
				const hasUnusedBits = (decoded.bytes.length * 8) % { base32: 5, base64: 6, hexadecimal: 4 }[encoding] > 0;
				const end = hasUnusedBits ? -1 : written.length;
				expect(written.slice(0, end)).toBe(folds[encoding].slice(0, end));
				expect(written.length).toBe(folds[encoding].length);
			}),
			{ numRuns: 2000 },
		);
	});

	it("is read alike, whatever the unused bits of the last letter are", () => {
		const some = fc.uint8Array({ minLength: 1, maxLength: 80 });
		fc.assert(
			fc.property(some, fc.nat({ max: 31 }), (secret, noise) => {
				const text = encodeSecret(secret, "base32");
				const unusedBits = text.length * 5 - secret.length * 8;
				const last = base32Alphabet.indexOf(text.slice(-1)) | (noise % 2 ** unusedBits);
				const noisy = text.slice(0, -1) + base32Alphabet.charAt(last);
				expect(decodeSecret(noisy, "base32")).toEqual({ ok: true, bytes: secret });
			}),
		);
	});

	it("has the codes that every other product shows for its 26 letters", () => {
		const decoded = decodeSecret("JVC7FFCPB7XZI3AP573PZDT73D", "base32");
		expect(decoded.ok && hotpSync(decoded.bytes, stepAt(1_767_225_600_000, 30), 6, "SHA-1")).toBe("165018");
	});

	it.each<[string, SecretEncoding, string]>([
		["MZ", "base32", "MY"],
		["MZ======", "base32", "MY"],
		["mzxw 7", "base32", "MZXW6"],
		["Zh==", "base64", "Zg"],
		["Zm9", "base64", "Zm8"],
		["_-", "base64", "/w"],
	])("is read from %s (%s) as from %s", (spelling, encoding, plain) => {
		expect(decodeSecret(spelling, encoding)).toEqual(decodeSecret(plain, encoding));
		expect(decodeSecret(spelling, encoding).ok).toBe(true);
	});

	it.each([
		[26, 16],
		[28, 17],
		[52, 32],
		[32, 20],
	])("is read from %i Base32 letters drawn at random as %i bytes", (letters, size) => {
		const seed = fc.string({
			unit: fc.constantFrom(...base32Alphabet),
			minLength: letters,
			maxLength: letters,
		});
		fc.assert(
			fc.property(seed, (text) => {
				const decoded = decodeSecret(text, "base32");
				expect(decoded.ok && decoded.bytes.length).toBe(size);
			}),
		);
	});

	it("is never read by throwing", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 40 }), encodings, (text, encoding) => {
				expect(decodeSecret(text, encoding).ok).toBeTypeOf("boolean");
			}),
		);
	});
});

describe("decodeSecret refuses", () => {
	it.each<[string, SecretEncoding, string, string]>([
		["Base32 with a digit it lacks", "base32", "MZXW6YT1", "alphabet"],
		["Base32 with full-width letters", "base32", "ＭＹ", "alphabet"],
		["Base32 with a dotless i, whose capital is plain", "base32", "mı", "alphabet"],
		["Base32 with a long s, whose capital is plain", "base32", "mſ", "alphabet"],
		["Base32 with a no-break space", "base32", "MZXW\u00a06YTB", "alphabet"],
		["Base32 with a line break", "base32", "MZXW\n6YTB", "alphabet"],
		["Base32 with a zero byte", "base32", "MY\0", "alphabet"],
		["Base32 of 1 symbol", "base32", "M", "length"],
		["Base32 of 3 symbols", "base32", "MZX", "length"],
		["Base32 of 6 symbols", "base32", "MZXW6Y", "length"],
		["Base32 of 9 symbols", "base32", "MZXW6YTBM", "length"],
		["Base32 with too little padding", "base32", "MY=====", "padding"],
		["Base32 with too much padding", "base32", "MY=======", "padding"],
		["Base32 with a whole group of padding", "base32", "MZXW6YTB========", "padding"],
		["Base32 that is padding only", "base32", "========", "padding"],
		["Base32 with padding inside", "base32", "MY======MY======", "padding"],
		["Base32 with padding at the front", "base32", "=MZXW6YT", "padding"],
		["Base64 with a space", "base64", "Zm9v YmFy", "alphabet"],
		["Base64 with a line break", "base64", "Zm9v\r\nYmFy", "alphabet"],
		["Base64 of both alphabets at once", "base64", "+/-_", "alphabet"],
		["Base64 with a character of neither", "base64", "Zm9.", "alphabet"],
		["Base64 of 1 symbol", "base64", "Z", "length"],
		["Base64 of 5 symbols", "base64", "Zm9vY", "length"],
		["Base64 with too little padding", "base64", "Zg=", "padding"],
		["Base64 with too much padding", "base64", "Zm8==", "padding"],
		["Base64 with padding inside", "base64", "Zg==Zg==", "padding"],
		["hexadecimal with a letter past f", "hexadecimal", "0g", "alphabet"],
		["hexadecimal with a prefix", "hexadecimal", "0x66", "alphabet"],
		["hexadecimal with a space", "hexadecimal", "66 6f", "alphabet"],
		["hexadecimal with padding", "hexadecimal", "66==", "alphabet"],
		["hexadecimal with full-width digits", "hexadecimal", "６６", "alphabet"],
		["hexadecimal of odd length", "hexadecimal", "666", "length"],
	])("%s", (_name, encoding, text, reason) => {
		expect(decodeSecret(text, encoding)).toEqual({ ok: false, reason });
	});

	it("a megabyte of padding within a second", () => {
		expect(decodeSecret(`${"=".repeat(1_000_000)}A`, "base32")).toEqual({ ok: false, reason: "padding" });
	}, 1000);
});

function bytes(ascii: string): Uint8Array {
	return new TextEncoder().encode(ascii);
}
