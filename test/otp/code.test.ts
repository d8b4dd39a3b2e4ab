// What counts as a code, and how a number becomes one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCode, isWellFormedCode } from "../../src/otp/code";

describe("isWellFormedCode", () => {
	it("accepts exactly the asked number of ASCII digits", () => {
		expect(isWellFormedCode("000000", 6)).toBe(true);
		expect(isWellFormedCode("0824826435", 10)).toBe(true);
	});

	it.each([
		["the empty string", ""],
		["one zero", "0"],
		["five of six", "12345"],
		["seven of six", "1234567"],
		["only spaces", "      "],
		["a space before", " 12345"],
		["a space after", "12345 "],
		["a space between", "123 45"],
		["a line break after", "12345\n"],
		["six digits and a line break", "123456\n"],
		["six digits and a zero byte", "123456\0"],
		["full-width digits", "１２３４５６"],
		["Arabic-Indic digits", "١٢٣٤٥٦"],
		["mathematical digits, two units each", "𝟏𝟐𝟑"],
		["a sign", "+12345"],
		["a decimal point", "123.45"],
		["an exponent", "1e0005"],
		["hexadecimal", "0x1234"],
		["a letter O for a zero", "12345O"],
		["a number", 123456],
		["a big integer", 123456n],
		["an array of one code", ["123456"]],
		["an array of digits", ["1", "2", "3", "4", "5", "6"]],
		["an object that pretends", { length: 6, toString: () => "123456" }],
		["a boxed string", Object("123456")],
		["null", null],
		["undefined", undefined],
		["true", true],
		["a megabyte of digits", "1".repeat(1_000_000)],
	])("refuses %s", (_name, input) => {
		expect(isWellFormedCode(input, 6)).toBe(false);
	});

	it("refuses the empty string even where no digits are asked for", () => {
		expect(isWellFormedCode("", 0)).toBe(false);
	});

	it("accepts every code it is asked to format", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 10 }), (truncated, digits) => {
				expect(isWellFormedCode(formatCode(truncated, digits), digits)).toBe(true);
			}),
		);
	});
});

describe("formatCode", () => {
	it("keeps the lowest digits and pads with zeros", () => {
		expect(formatCode(1_284_755_224, 6)).toBe("755224");
		expect(formatCode(1_284_755_224, 8)).toBe("84755224");
		expect(formatCode(1_284_755_224, 10)).toBe("1284755224");
		expect(formatCode(137_359_152, 10)).toBe("0137359152");
		expect(formatCode(7, 6)).toBe("000007");
		expect(formatCode(0, 1)).toBe("0");
		expect(formatCode(2 ** 31 - 1, 10)).toBe("2147483647");
	});

	it.each([0, -1, 11, 6.5, Number.NaN, Number.POSITIVE_INFINITY])("throws at %s digits", (digits) => {
		expect(() => formatCode(1, digits)).toThrow(RangeError);
	});

	it.each([-1, 2 ** 31, 0.5, Number.NaN])("throws at a truncated value of %s", (truncated) => {
		expect(() => formatCode(truncated, 6)).toThrow(RangeError);
	});
});
