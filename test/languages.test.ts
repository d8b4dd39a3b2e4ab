import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wantedLanguages } from "../src/languages";

describe("the languages that a person wants", () => {
	it.each([
		["ja", null, ["ja"]],
		["ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", null, ["ja", "en"]],
		["en;q=0.5, ja ; q=0.9", null, ["ja", "en"]],
		["fr;q=0.8,de;q=0.8", null, ["fr", "de"]],
		["ja;q=0,en", null, ["en"]],
		["*", "ja_JP", ["ja"]],
		["en", "ja_JP", ["en", "ja"]],
		["zh-Hant-TW", null, ["zh"]],
		[undefined, "en-US", ["en"]],
		["", "", []],
		["ja;q=2", null, []],
		["x-klingon, 12, ja_JP", "???", []],
	])("of %j and the locale %j are %j", (header, locale, expected) => {
		expect(wantedLanguages(header, locale)).toEqual(expected);
	});

	it("come from at most 20 ranges of a header, however long the header is", () => {
		const long = Array.from({ length: 5_000 }, (_, i) =>
			String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26)),
		).join();
		expect(wantedLanguages(long)).toHaveLength(20);
	});

	it("are short lower-case codes, whatever the header says", () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (header, locale) => {
				for (const language of wantedLanguages(header, locale)) expect(language).toMatch(/^[a-z]{2,3}$/);
			}),
		);
	});
});
