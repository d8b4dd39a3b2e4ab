import { describe, expect, it } from "vitest";
import { findJsonFault, placeOfValue } from "../../src/net/json-places";

const text = `{
	"data": {
		"messageProfile": { "otpCode": 12345,
			"list": [1, {"ü": "x"}] }
	}
}`;

describe("the place of a fault", () => {
	it.each([
		['{\n  "a": 1,\n}', 3, 1],
		['{"a" 1}', 1, 6],
		["{\n\t'a': 1\n}", 2, 2],
		['{"a": 1} x', 1, 10],
		['{"a": tru}', 1, 7],
		['{"a": "x\ny"}', 1, 7],
		['{"a": 01}', 1, 8],
		['{"a": [1, 2}', 1, 12],
		['{"é𝕏": ?}', 1, 8],
		["", 1, 1],
		["{", 1, 2],
		['{"a": "\\x"}', 1, 7],
	])("of %j is line %i, column %i", (broken, line, column) => {
		expect(findJsonFault(broken)).toEqual({ line, column });
		expect(() => JSON.parse(broken)).toThrow();
	});

	it.each([text, "[]", " {} ", '"\\u00e9\\n"', "-0.5e+10", "null", '[[], {"a": {}}, true]'])("isn't in %j", (whole) => {
		expect(findJsonFault(whole)).toBeNull();
		JSON.parse(whole);
	});

	it("agrees with JSON.parse on texts that have lost or gained a character", () => {
		for (let index = 0; index < text.length; index++) {
			for (const sign of ["", ",", '"', "}", "0", "\\", " "]) {
				const changed = text.slice(0, index) + sign + text.slice(index + 1);
				let isJson = true;
				try {
					JSON.parse(changed);
				} catch {
					isJson = false;
				}
				expect(findJsonFault(changed) === null, changed).toBe(isJson);
			}
		}
	});

	it("ends the search of a text that is nested without end", () => {
		expect(findJsonFault("[".repeat(60_000))).not.toBeNull();
	});
});

describe("the place of a value", () => {
	it.each<[PropertyKey[], number, number]>([
		[["data", "messageProfile", "otpCode"], 3, 34],
		[["data", "messageProfile", "list", 1, "ü"], 4, 22],
		[["data", "messageProfile", "none"], 3, 21],
		[["none"], 1, 1],
		[[], 1, 1],
	])("%j is line %i, column %i", (path, line, column) => {
		expect(placeOfValue(text, path)).toEqual({ line, column });
	});
});
