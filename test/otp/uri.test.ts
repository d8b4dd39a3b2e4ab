// The otpauth:// text: what authenticator apps get, what comes back, and what is refused.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HashAlgorithm } from "../../src/otp/hotp";
import { type OtpauthKey, otpauthUri, parseOtpauthUri } from "../../src/otp/uri";

const secretBytes = new TextEncoder().encode("12345678901234567890");
const secretText = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const totpKey: OtpauthKey = {
	type: "totp",
	issuer: "ACME Co",
	account: "john.doe@example.com",
	secret: secretBytes,
	algorithm: "SHA-1",
	digits: 6,
	stepSeconds: 30,
};
const { stepSeconds: _, ...shared } = totpKey;
const hotpKey: OtpauthKey = { ...shared, type: "hotp", counter: 0 };

describe("otpauthUri", () => {
	it("spells out every parameter, the issuer twice", () => {
		expect(otpauthUri(totpKey)).toBe(
			`otpauth://totp/ACME%20Co:john.doe%40example.com?secret=${secretText}&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30`,
		);
	});

	it("gives a counter instead of a period for HOTP", () => {
		expect(otpauthUri({ ...hotpKey, algorithm: "SHA-256", digits: 8, counter: 2 ** 40 })).toBe(
			`otpauth://hotp/ACME%20Co:john.doe%40example.com?secret=${secretText}&issuer=ACME%20Co&algorithm=SHA256&digits=8&counter=1099511627776`,
		);
	});

	it("takes 30 s and counter 0 when left out", () => {
		expect(otpauthUri({ ...totpKey, stepSeconds: undefined })).toContain("&period=30");
		expect(otpauthUri({ ...hotpKey, counter: undefined })).toContain("&counter=0");
	});

	it("keeps a name from becoming a parameter", () => {
		const uri = otpauthUri({ ...totpKey, issuer: "a&digits=8?#/+%", account: "b&secret=AA" });
		expect(uri).toMatch(/^otpauth:\/\/totp\/a%26digits%3D8%3F%23%2F%2B%25:b%26secret%3DAA\?secret=GEZD/);
		expect(parseOtpauthUri(uri)).toMatchObject({
			ok: true,
			issuer: "a&digits=8?#/+%",
			account: "b&secret=AA",
			digits: 6,
		});
	});

	it.each<[string, Partial<OtpauthKey>]>([
		["an empty issuer", { issuer: "" }],
		["an issuer with a colon", { issuer: "ACME: VPN" }],
		["an issuer of spaces", { issuer: "  " }],
		["an issuer with a line break", { issuer: "ACME\nCo" }],
		["an empty account", { account: "" }],
		["an account with a colon", { account: "urn:john" }],
		["an account that ends with a space", { account: "john " }],
		["an account with half a character", { account: "john\ud800" }],
		["an empty secret", { secret: new Uint8Array(0) }],
		["5 digits", { digits: 5 }],
		["11 digits", { digits: 11 }],
		["6.5 digits", { digits: 6.5 }],
		["a step of nothing", { stepSeconds: 0 }],
		["a step of more than a day", { stepSeconds: 86_401 }],
		["a counter below zero", { type: "hotp", counter: -1 }],
		["a counter that isn't safe", { type: "hotp", counter: 2 ** 53 }],
	])("throws at %s", (_name, change) => {
		expect(() => otpauthUri({ ...totpKey, ...change })).toThrow(RangeError);
	});
});

describe("otpauthUri and parseOtpauthUri", () => {
	const name = fc
		.string({ unit: "grapheme", minLength: 1, maxLength: 40 })
		.map((text) => text.replace(/[:\p{Cc}\p{Cs}]/gu, "").trim())
		.filter((text) => text !== "");
	const shared = {
		issuer: name,
		account: name,
		secret: fc.uint8Array({ minLength: 1, maxLength: 64 }),
		algorithm: fc.constantFrom<HashAlgorithm>("SHA-1", "SHA-256", "SHA-512"),
		digits: fc.integer({ min: 6, max: 10 }),
	};
	const totp = fc.record({
		...shared,
		type: fc.constant("totp" as const),
		stepSeconds: fc.integer({ min: 1, max: 86_400 }),
	});
	const hotp = fc.record({ ...shared, type: fc.constant("hotp" as const), counter: fc.maxSafeNat() });

	it("agree on any key", () => {
		fc.assert(
			fc.property(fc.oneof(totp, hotp), (key) => {
				const uri = otpauthUri(key);
				expect(uri).toMatch(/^[!-~]+$/);
				expect(uri).not.toContain("+");
				expect(parseOtpauthUri(uri)).toEqual({ ok: true, ...key });
			}),
			{ numRuns: 500 },
		);
	});
});

describe("parseOtpauthUri", () => {
	it.each([
		[
			"the example of the format",
			"otpauth://totp/ACME%20Co:john.doe@example.com?secret=S&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30",
		],
		["only a secret and a label prefix", "otpauth://totp/ACME%20Co:john.doe@example.com?secret=S"],
		["only a secret and an issuer parameter", "otpauth://totp/john.doe@example.com?secret=S&issuer=ACME%20Co"],
		["an encoded colon and a space after it", "otpauth://totp/ACME%20Co%3A%20john.doe%40example.com?secret=S"],
		["an image", "otpauth://totp/ACME%20Co:john.doe@example.com?secret=S&image=https%3A%2F%2Fexample.com%2Fa.png"],
		["capitals in scheme and type", "OTPAUTH://TOTP/ACME%20Co:john.doe@example.com?secret=S"],
		["a lower-case algorithm", "otpauth://totp/ACME%20Co:john.doe@example.com?secret=S&algorithm=sha1"],
	])("reads %s", (_name, text) => {
		expect(parseOtpauthUri(text.replace("secret=S", `secret=${secretText}`))).toEqual({ ok: true, ...totpKey });
	});

	it("has an empty issuer when none is named", () => {
		expect(parseOtpauthUri(`otpauth://totp/john?secret=${secretText}`)).toMatchObject({
			ok: true,
			issuer: "",
			account: "john",
		});
	});

	it("drops the image", () => {
		expect(parseOtpauthUri(`otpauth://totp/john?secret=${secretText}&image=x`)).not.toHaveProperty("image");
	});

	it.each([
		["", "form"],
		[" ", "form"],
		["otpauth:", "form"],
		["otpauth://totp", "form"],
		["otpauth://totp/", "form"],
		["otpauth://totp/john", "form"],
		["otpauth://totp/john?", "form"],
		["otpauth://totp/?secret=S", "form"],
		["otpauth://steam/john?secret=S", "form"],
		["https://totp/john?secret=S", "form"],
		[" otpauth://totp/john?secret=S", "form"],
		["otpauth://totp/john?secret=S#fragment", "form"],
		["otpauth://totp/jo%hn?secret=S", "form"],
		["otpauth://totp/john%ff?secret=S", "form"],
		["otpauth://totp/john?secret=S&issuer=%E0%A4%A", "form"],
		[`otpauth://totp/john?secret=S&image=${"x".repeat(4096)}`, "form"],
		["otpauth://totp/john?secret=S&role=admin", "unknown-parameter"],
		["otpauth://totp/john?secret=S&userId=00u1", "unknown-parameter"],
		["otpauth://totp/john?secret=S&__proto__=x", "unknown-parameter"],
		["otpauth://totp/john?secret=S&constructor=x", "unknown-parameter"],
		["otpauth://totp/john?secret=S&Digits=8", "unknown-parameter"],
		["otpauth://totp/john?secret=S&digits[]=8", "unknown-parameter"],
		["otpauth://totp/john?secret=S&", "unknown-parameter"],
		["otpauth://totp/john?secret=S&=", "unknown-parameter"],
		["otpauth://totp/john?secret=S&secret=S", "repeated-parameter"],
		["otpauth://totp/john?secret=S&digits=6&digits=8", "repeated-parameter"],
		["otpauth://totp/john?secret=S&digits=6&d%69gits=8", "repeated-parameter"],
		["otpauth://totp/john?secret=S&image=a&image=b", "repeated-parameter"],
		["otpauth://totp/ACME:?secret=S", "label"],
		["otpauth://totp/:john?secret=S", "label"],
		["otpauth://totp/ACME:john:doe?secret=S", "label"],
		["otpauth://totp/%20?secret=S", "label"],
		["otpauth://totp/john%0A?secret=S", "label"],
		["otpauth://totp/john%20?secret=S", "label"],
		["otpauth://totp/ACME%20:john?secret=S", "label"],
		["otpauth://totp/ACME:john?secret=S&issuer=Other", "issuer"],
		["otpauth://totp/ACME:john?secret=S&issuer=acme", "issuer"],
		["otpauth://totp/john?secret=S&issuer=", "issuer"],
		["otpauth://totp/john?secret=S&issuer=A%3AB", "issuer"],
		["otpauth://totp/john?secret=S&issuer=A%00B", "issuer"],
		["otpauth://totp/john?issuer=ACME", "secret"],
		["otpauth://totp/john?secret=", "secret"],
		["otpauth://totp/john?secret", "secret"],
		["otpauth://totp/john?secret=GEZDG1", "secret"],
		["otpauth://totp/john?secret=M", "secret"],
		["otpauth://totp/john?secret=S&algorithm=MD5", "algorithm"],
		["otpauth://totp/john?secret=S&algorithm=", "algorithm"],
		["otpauth://totp/john?secret=S&algorithm=SHA-1", "algorithm"],
		["otpauth://totp/john?secret=S&algorithm=SHA384", "algorithm"],
		["otpauth://totp/john?secret=S&algorithm=%C5%BFHA1", "algorithm"],
		["otpauth://totp/john?secret=S&digits=0", "digits"],
		["otpauth://totp/john?secret=S&digits=5", "digits"],
		["otpauth://totp/john?secret=S&digits=11", "digits"],
		["otpauth://totp/john?secret=S&digits=06", "digits"],
		["otpauth://totp/john?secret=S&digits=%2B6", "digits"],
		["otpauth://totp/john?secret=S&digits=6.0", "digits"],
		["otpauth://totp/john?secret=S&digits=0x8", "digits"],
		["otpauth://totp/john?secret=S&digits=%EF%BC%96", "digits"],
		["otpauth://totp/john?secret=S&digits=", "digits"],
		["otpauth://totp/john?secret=S&period=0", "period"],
		["otpauth://totp/john?secret=S&period=-30", "period"],
		["otpauth://totp/john?secret=S&period=86401", "period"],
		["otpauth://totp/john?secret=S&period=1e3", "period"],
		["otpauth://totp/john?secret=S&counter=0", "counter"],
		["otpauth://hotp/john?secret=S", "counter"],
		["otpauth://hotp/john?secret=S&counter=", "counter"],
		["otpauth://hotp/john?secret=S&counter=-1", "counter"],
		["otpauth://hotp/john?secret=S&counter=9007199254740992", "counter"],
		["otpauth://hotp/john?secret=S&counter=99999999999999999999", "counter"],
		["otpauth://hotp/john?secret=S&counter=0&period=30", "period"],
	])("refuses %s", (text, reason) => {
		expect(parseOtpauthUri(text.replaceAll("secret=S", `secret=${secretText}`))).toEqual({ ok: false, reason });
	});

	it("is never read by throwing", () => {
		const tail = fc.string({ unit: "binary", maxLength: 60 });
		fc.assert(fc.property(tail, (text) => typeof parseOtpauthUri(`otpauth://totp/${text}`).ok === "boolean"));
	});
});
