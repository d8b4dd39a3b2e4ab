import { describe, expect, it } from "vitest";
import { speakCode, speechLanguage } from "../../src/messages/speech";

describe("speakCode", () => {
	it("separates the characters, and says the code twice", () => {
		expect(speakCode("0417", "en")).toBe("0, 4, 1, 7. Once more: 0, 4, 1, 7");
		expect(speakCode("a1", "en-GB")).toBe("a, 1. Once more: a, 1");
	});

	it("says the code in Japanese", () => {
		expect(speakCode("12", "ja")).toBe("1、2。繰り返します。1、2");
		expect(speakCode("12", "ja_JP")).toBe("1、2。繰り返します。1、2");
	});

	it.each(["da", "", "no such locale"])("falls back to English for %j", (locale) => {
		expect(speakCode("12", locale)).toBe("1, 2. Once more: 1, 2");
	});
});

describe("speechLanguage", () => {
	it.each([
		["en", "en-US"],
		["EN-GB", "en-GB"],
		["ja", "ja-JP"],
		["ja_JP", "ja-JP"],
		["da", "da-DK"],
		["<Hangup/>", "en-US"],
	])("turns %s into %s", (locale, language) => {
		expect(speechLanguage(locale)).toBe(language);
	});
});
