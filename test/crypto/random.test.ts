import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { randomIndex, randomText, shuffled } from "../../src/crypto/random";

afterEach(() => {
	vi.restoreAllMocks();
});

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Makes these the next random bytes, and 255 all after them. */
function drawing(stream: number[]): void {
	vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
		const bytes = array as unknown as Uint8Array;
		for (const index of bytes.keys()) bytes[index] = stream.shift() ?? 255;
		return array;
	});
}

describe("randomText", () => {
	it.each([
		["1234567890", 5],
		["1234567890abcd", 4],
	])("draws every character of %s equally often, in every place", (alphabet, length) => {
		const places = Array.from({ length }, () => new Map<string, number>());
		const total = new Map<string, number>();
		for (let drawn = 0; drawn < 1_000_000; drawn += length) {
			const text = randomText(length, alphabet);
			for (const [place, counts] of places.entries()) {
				const symbol = text.charAt(place);
				counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
				total.set(symbol, (total.get(symbol) ?? 0) + 1);
			}
		}
		for (const counts of [total, ...places]) {
			expect(counts.size).toBe(alphabet.length);
			expect(chiSquared([...counts.values()])).toBeLessThan(criticalValue);
		}
	});

	it("would be caught by that test if it took a plain remainder", () => {
		for (const symbols of [10, 14]) {
			const counts = new Array<number>(symbols).fill(0);
			for (let byte = 0; byte < 256; byte++) counts[byte % symbols] = (counts[byte % symbols] ?? 0) + 1_000_000 / 256;
			expect(chiSquared(counts)).toBeGreaterThan(criticalValue);
		}
	});

	it("makes this text of these bytes", () => {
		drawing([255, 250, 249, 253, 0, 251, 10, 128]);
		expect(randomText(4, "0123456789")).toBe("9008");
		drawing([61, 62, 247, 248, 10, 36]);
		expect(randomText(5, alphanumeric)).toBe("z0zAa");
		drawing([0, 1, 2, 255]);
		expect(randomText(4, "😀🔑")).toBe("😀🔑😀🔑");
	});

	it("throws away the bytes that would make some characters likelier, and draws more", () => {
		drawing([250, 251, 252, 253, 254, 255, 250, 255, 7, 3, 249, 255, 12]);
		expect(randomText(4, "0123456789")).toBe("7392");
	});

	it("uses every byte when the alphabet has 256 characters", () => {
		const alphabet = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => 0x4e00 + index));
		expect(new Set(randomText(10_000, alphabet)).size).toBe(256);
	});

	it("has the asked length and nothing outside the alphabet", () => {
		const symbol = fc.integer({ min: 0x20, max: 0x1f9ff }).filter((point) => point < 0xd800 || point > 0xdfff);
		const alphabets = fc.uniqueArray(symbol, { minLength: 2, maxLength: 256 });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 700 }), alphabets, (length, points) => {
				const alphabet = String.fromCodePoint(...points);
				const text = [...randomText(length, alphabet)];
				expect(text).toHaveLength(length);
				expect(text.every((drawn) => alphabet.includes(drawn))).toBe(true);
			}),
		);
	});

	it("doesn't repeat itself", () => {
		const texts = Array.from({ length: 1000 }, () => randomText(20, "1234567890"));
		expect(new Set(texts).size).toBe(1000);
	});

	it.each([
		["is empty", ""],
		["has one character", "7"],
		["has one character twice", "77"],
		["repeats a character", "1234567891"],
		["has 257 characters", String.fromCharCode(...Array.from({ length: 257 }, (_, index) => 0x4e00 + index))],
	])("throws when the alphabet %s", (_name, alphabet) => {
		expect(() => randomText(6, alphabet)).toThrow(RangeError);
	});

	it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("throws at a length of %s", (length) => {
		expect(() => randomText(length, "0123456789")).toThrow(RangeError);
	});
});

// An even source exceeds this about once in 10^9 runs at 13 degrees of freedom, and more rarely at 9.
const criticalValue = 71;

describe("a random place", () => {
	it.each([3, 10, 19])("of %i is each of them equally often", (count) => {
		const counts = new Array<number>(count).fill(0);
		for (let drawn = 0; drawn < 200_000; drawn++) counts[randomIndex(count)]!++;
		expect(chiSquared(counts)).toBeLessThan(criticalValue);
	});

	it("is drawn again where a remainder would favour the first ones", () => {
		const words = [2 ** 32 - 1, 2 ** 31 + 1, 2 ** 31];
		vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
			(array as Uint32Array)[0] = words.shift()!;
			return array;
		});
		expect(randomIndex(2 ** 31 + 1)).toBe(2 ** 31);
	});

	it.each([0, -1, 1.5, 2 ** 32 + 1])("of %i is none", (count) => {
		expect(() => randomIndex(count)).toThrow(RangeError);
	});
});

describe("a random order", () => {
	it("is each of all orders equally often, and leaves the list as it was", () => {
		const list = ["a", "b", "c", "d"];
		const counts = new Map<string, number>();
		for (let drawn = 0; drawn < 48_000; drawn++) {
			const order = shuffled(list).join("");
			counts.set(order, (counts.get(order) ?? 0) + 1);
		}
		expect(counts.size).toBe(24);
		expect(chiSquared([...counts.values()])).toBeLessThan(criticalValue);
		expect(list.join("")).toBe("abcd");
		expect(shuffled([])).toEqual([]);
	});
});

function chiSquared(counts: readonly number[]): number {
	const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
	return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
