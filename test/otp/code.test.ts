// What counts as a code, how codes are compared, and that drawn codes are even.

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { equalCodes, formatCode, isWellFormedCode, randomCode } from "../../src/otp/code";

afterEach(() => {
	vi.restoreAllMocks();
});

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

describe("equalCodes", () => {
	it("agrees with the equality of strings", () => {
		const digit = fc.constantFrom("0", "1");
		const code = fc.string({ unit: digit, minLength: 0, maxLength: 4 });
		fc.assert(fc.property(code, code, (a, b) => equalCodes(a, b) === (a === b)));
	});

	it("sees a difference in any one place", () => {
		for (const other of ["923456", "193456", "129456", "123956", "123496", "123459"]) {
			expect(equalCodes("123456", other)).toBe(false);
		}
	});

	it("doesn't take a full-width digit for an ASCII one", () => {
		expect(equalCodes("123456", "12345６")).toBe(false);
	});

	it("refuses a code that only begins right", () => {
		expect(equalCodes("123456", "12345")).toBe(false);
		expect(equalCodes("12345", "123456")).toBe(false);
		expect(equalCodes("123456", "")).toBe(false);
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

describe("randomCode", () => {
	it.each([
		["1234567890", 5],
		["1234567890abcd", 4],
	])("draws every character of %s equally often, in every place", (alphabet, length) => {
		const places = Array.from({ length }, () => new Map<string, number>());
		const total = new Map<string, number>();
		for (let drawn = 0; drawn < 1_000_000; drawn += length) {
			const code = randomCode(length, alphabet);
			for (const [place, counts] of places.entries()) {
				const symbol = code.charAt(place);
				counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
				total.set(symbol, (total.get(symbol) ?? 0) + 1);
			}
		}
		for (const counts of [total, ...places]) {
			expect(counts.size).toBe(alphabet.length);
			expect(chiSquared([...counts.values()])).toBeLessThan(CRITICAL);
		}
	});

	it("would be caught by that test if it took a plain remainder", () => {
		for (const symbols of [10, 14]) {
			const counts = new Array<number>(symbols).fill(0);
			for (let byte = 0; byte < 256; byte++) counts[byte % symbols] = (counts[byte % symbols] ?? 0) + 1_000_000 / 256;
			expect(chiSquared(counts)).toBeGreaterThan(CRITICAL);
		}
	});

	it("throws away the bytes that would make some characters likelier", () => {
		const stream = [255, 250, 249, 253, 0, 251, 10, 128];
		vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
			const bytes = array as unknown as Uint8Array;
			for (const index of bytes.keys()) bytes[index] = stream.shift() ?? 255;
			return array;
		});
		expect(randomCode(4, "0123456789")).toBe("9008");
	});

	it("uses every byte when the alphabet has 256 characters", () => {
		const alphabet = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => 0x4e00 + index));
		expect(new Set(randomCode(10_000, alphabet)).size).toBe(256);
	});

	it("has the asked length and nothing outside the alphabet", () => {
		const symbol = fc.integer({ min: 0x20, max: 0x1f9ff }).filter((point) => point < 0xd800 || point > 0xdfff);
		const alphabets = fc.uniqueArray(symbol, { minLength: 2, maxLength: 256 });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 700 }), alphabets, (length, points) => {
				const alphabet = String.fromCodePoint(...points);
				const code = [...randomCode(length, alphabet)];
				expect(code).toHaveLength(length);
				expect(code.every((drawn) => alphabet.includes(drawn))).toBe(true);
			}),
		);
	});

	it("doesn't repeat itself", () => {
		const codes = Array.from({ length: 1000 }, () => randomCode(20, "1234567890"));
		expect(new Set(codes).size).toBe(1000);
	});

	it.each([
		["is empty", ""],
		["has one character", "7"],
		["has one character twice", "77"],
		["repeats a character", "1234567891"],
		["has 257 characters", String.fromCharCode(...Array.from({ length: 257 }, (_, index) => 0x4e00 + index))],
	])("throws when the alphabet %s", (_name, alphabet) => {
		expect(() => randomCode(6, alphabet)).toThrow(RangeError);
	});

	it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("throws at a length of %s", (length) => {
		expect(() => randomCode(length, "0123456789")).toThrow(RangeError);
	});
});

// An even source exceeds this about once in 10^9 runs at 13 degrees of freedom, and more rarely at 9.
const CRITICAL = 71;

function chiSquared(counts: readonly number[]): number {
	const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
	return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
