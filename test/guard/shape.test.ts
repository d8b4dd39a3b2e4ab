import { describe, expect, it } from "vitest";
import { checkShape, fitsShape, inLowerCase, inUpperCase } from "../../src/guard/shape";

const letters = { length: 8, alphabet: "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" };
/** The first visible characters of ASCII. */
const visible = (count: number) =>
	Array.from({ length: count }, (_, index) => String.fromCharCode(33 + index)).join("");

describe("the shape of a code", () => {
	it.each([
		["six digits", 6, "0123456789"],
		["eight letters and digits", 8, letters.alphabet],
		["one of two characters", 1, "ab"],
		["64 of 64 characters", 64, visible(64)],
	])("may be %s", (_, length, alphabet) => {
		expect(() => checkShape({ length, alphabet })).not.toThrow();
	});

	it.each([
		["no character", 0, "01"],
		["half a character", 1.5, "01"],
		["65 characters", 65, "01"],
		["a single symbol", 6, "0"],
		["65 symbols", 6, visible(65)],
		["a symbol twice", 6, "0120"],
		["a space", 6, "01 "],
		["a letter beyond ASCII", 6, "01É"],
	])("is not %s", (_, length, alphabet) => {
		expect(() => checkShape({ length, alphabet })).toThrow(RangeError);
	});
});

describe("a typed code", () => {
	it.each(["ABCD2345", "abcd2345", "aBcD2345"])("fits as %s when the alphabet has upper-case letters only", (typed) => {
		expect(fitsShape(letters, typed)).toBe(true);
	});

	it.each([
		["is too short", "ABCD234"],
		["is too long", "ABCD23456"],
		["has a symbol of no code", "ABCDI234"],
		["has a space", "ABCD 234"],
		["has a full-width letter", "ＡBCD2345"],
		["has a letter whose upper case would be one of ours", "ſBCD2345"],
		["grows in upper case", "ßABCD23"],
		["is empty", ""],
	])("doesn't fit when it %s", (_, typed) => {
		expect(fitsShape(letters, typed)).toBe(false);
	});

	it.each(["12ab", "12AB", "12aB"])("fits as %s when the alphabet has lower-case letters only", (typed) => {
		expect(fitsShape({ length: 4, alphabet: "1234567890abcd" }, typed)).toBe(true);
	});

	it("has to have the right case when the alphabet has letters of both cases", () => {
		expect(fitsShape({ length: 2, alphabet: "Ab" }, "AB")).toBe(false);
		expect(fitsShape({ length: 2, alphabet: "Ab" }, "ab")).toBe(false);
		expect(fitsShape({ length: 2, alphabet: "Ab" }, "bA")).toBe(true);
	});

	it("changes its case without touching letters beyond ASCII", () => {
		expect(inUpperCase("az-09ßıſé")).toBe("AZ-09ßıſé");
		expect(inLowerCase("AZ-09İ\u212aÉ")).toBe("az-09İ\u212aÉ");
	});
});
