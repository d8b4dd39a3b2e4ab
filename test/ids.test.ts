import { afterEach, describe, expect, it, vi } from "vitest";
import { firstIdAt, newId, newRequestId, randomCharacters } from "../src/ids";

afterEach(() => {
	vi.restoreAllMocks();
});

const at = Date.UTC(2026, 0, 1);

describe("an id", () => {
	it("is the prefix of its kind, the time in base 62 and random characters", () => {
		vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
			const bytes = array as unknown as Uint8Array;
			for (const index of bytes.keys()) bytes[index] = 9 + index;
			return array;
		});
		expect(newId("user", at)).toBe("00u0V70MWDg9ABCDEFGH");
	});

	it("sorts by its age", () => {
		const ids = [0, 61, 62, at, at + 1, 9_999_999_999_999].map((time) => newId("delivery", time));
		expect([...ids].sort()).toEqual(ids);
	});

	it("has 20 alphanumeric characters, whatever its kind", () => {
		for (const kind of ["user", "delivery", "providerAccount"] as const) {
			expect(newId(kind, at)).toMatch(/^[0-9A-Za-z]{20}$/);
		}
	});

	it("differs from every other of the same moment", () => {
		expect(new Set(Array.from({ length: 1000 }, () => newId("user", at))).size).toBe(1000);
	});
});

describe("the first id of a time", () => {
	it("stands before every id of that time, and behind every earlier one", () => {
		const at = 1_800_000_000_000;
		expect(firstIdAt("delivery", at) < newId("delivery", at)).toBe(true);
		expect(firstIdAt("delivery", at) > newId("delivery", at - 1)).toBe(true);
		expect(firstIdAt("delivery", -5)).toBe("dlv00000000");
	});
});

describe("a request's id", () => {
	it("looks like any other id, sorts by its age, and differs from each of 200,000 of the same moment", () => {
		const ids = Array.from({ length: 200_000 }, () => newRequestId(at));
		expect(new Set(ids).size).toBe(200_000);
		expect(ids[0]).toMatch(/^req0V70MWDg[0-9A-Za-z]{9}$/);
		expect(newRequestId(at) < newRequestId(at + 1)).toBe(true);
	});
});

describe("random characters", () => {
	it("are as many as were asked for, all of them alphanumeric", () => {
		for (const length of [1, 20, 40]) expect(randomCharacters(length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
	});
});
