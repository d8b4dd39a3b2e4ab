import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestLanguage, canonicalLanguage, wantedLanguages } from "../src/languages";

describe("the languages that a person wants", () => {
	it.each([
		["ja", null, ["ja"]],
		["ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", null, ["ja-JP", "ja", "en-US", "en"]],
		["en;q=0.5, ja ; q=0.9", null, ["ja", "en"]],
		["fr;q=0.8,de;q=0.8", null, ["fr", "de"]],
		["ja;q=0,en", null, ["en"]],
		["*", "ja_JP", ["ja-JP"]],
		["en", "ja_JP", ["en", "ja-JP"]],
		["zh-Hant-TW", null, ["zh-Hant-TW"]],
		["PT-br, EN-us;q=0.1", null, ["pt-BR", "en-US"]],
		["iw, in-ID, nb-NO", "jpn", ["he", "id-ID", "no-NO", "ja"]],
		["eng, ger-CH, cmn-TW", "por_br", ["en", "de-CH", "zh-TW", "pt-BR"]],
		["nb, no, nob", null, ["no"]],
		["zh-cmn-Hant, en-GB-oed", null, ["zh", "en"]],
		["ja-JP-u-ca-japanese, de-1996", null, ["ja-JP", "de"]],
		[undefined, "en-US", ["en-US"]],
		["", "", []],
		["ja;q=2", null, []],
		["x-klingon, 12, ja_JP, i-klingon", "???", []],
	])("of %j and the locale %j are %j", (header, locale, expected) => {
		expect(wantedLanguages(header, locale)).toEqual(expected);
	});

	it("come from at most 20 ranges of a header, however long the header is", () => {
		const long = Array.from({ length: 5_000 }, (_, i) =>
			String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26)),
		).join();
		expect(wantedLanguages(long)).toHaveLength(20);
	});

	it("are tags in canonical form, whatever the header says", () => {
		const tag = fc.stringMatching(/^[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|\d{3}))?(;q=0\.[1-9])?$/);
		const text = fc.oneof(fc.string(), tag);
		fc.assert(
			fc.property(fc.array(text), text, (header, locale) => {
				for (const language of wantedLanguages(header.join(), locale)) {
					expect(language).toMatch(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/);
					expect(canonicalLanguage(language)).toBe(language);
				}
			}),
		);
	});
});

describe("of the languages on offer", () => {
	it.each([
		[["en-US", "en", "fr"], ["fr", "en"], "en"],
		[["en-GB"], ["en-US", "en"], "en"],
		[["en-GB"], ["en-US"], "en-US"],
		[["pt"], ["pt-PT", "pt-BR"], "pt-BR"],
		[["pt-PT"], ["pt-BR", "pt"], "pt"],
		[["pt-PT"], ["en", "pt-BR"], "pt-BR"],
		[["zh-TW"], ["zh-CN", "zh-TW"], "zh-TW"],
		[["zh-TW"], ["zh", "zh-Hant"], "zh-Hant"],
		[["zh-HK"], ["zh", "zh-TW"], "zh-TW"],
		[["zh-TW"], ["zh"], "zh"],
		[["zh-TW", "en"], ["zh-CN", "en"], "en"],
		[["zh-Hant-TW"], ["zh", "zh-CN", "zh-TW"], "zh-TW"],
		[["zh"], ["zh-TW", "zh-CN"], "zh-CN"],
		[["es-MX"], ["es-ES", "es-419"], "es-ES"],
		[["fr", "de"], ["en", "ja"], undefined],
		[["en"], [], undefined],
		[[], ["en"], undefined],
	])("%j gets, of %j, %s", (wanted, offered, expected) => {
		expect(bestLanguage(wanted, offered)).toBe(expected);
	});

	it("an exact one is always found", () => {
		const tag = fc.constantFrom("en", "en-GB", "zh", "zh-TW", "zh-Hant", "pt-BR", "pt", "sr-Latn", "sr", "no", "he");
		fc.assert(
			fc.property(tag, fc.array(tag), (wanted, others) => {
				expect(bestLanguage([wanted], [...others, wanted])).toBe(wanted);
			}),
		);
	});
});
