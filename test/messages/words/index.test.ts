import { describe, expect, it } from "vitest";
import { languages } from "../../../src/languages";
import { builtInTexts, numbered, type TextKey, textOf } from "../../../src/messages/words";
import { parseText } from "../../../src/settings/text-format";

const keys = Object.keys(builtInTexts.en) as TextKey[];

describe("the texts of messages", () => {
	describe.each(languages)("in %s", (language) => {
		const texts = builtInTexts[language];

		it.each(keys)("have a well-formed %s with the placeholders of the English text", (key) => {
			const parsed = parseText(texts[key]);
			expect(parsed).toMatchObject({ ok: true });
			expect(parsed).toEqual(parseText(builtInTexts.en[key]));
		});

		it("hold a code wherever a code belongs, and none in a mail's subject", () => {
			const isWithoutCode = (key: TextKey) => key.endsWith(".subject") || key === "speech.separator";
			expect(keys.filter((key) => !texts[key].includes("{0}"))).toEqual(keys.filter(isWithoutCode));
		});

		it.each(keys)("have only placeholders with a value in %s", (key) => {
			const values = numbered({ code: "123456", organization: "Acme", minutes: 5 });
			const given = key === "speech.separator" ? 0 : key === "speech.code" ? 1 : values.length;
			const parsed = parseText(texts[key]);
			expect(parsed.ok && parsed.placeholders.every((number) => number < given)).toBe(true);
		});
	});
});

describe("textOf", () => {
	it("returns our own text with its placeholders", () => {
		expect(textOf("speech.code", "en")).toBe("{0}. Once more: {0}");
		expect(textOf("speech.code", "ja")).toBe("{0}。繰り返します。{0}");
	});
});

describe("numbered", () => {
	it("gives each number the meaning that customers' texts rely on", () => {
		expect(numbered({ code: "123456", organization: "Acme", minutes: 5 })).toEqual(["123456", "Acme", "5"]);
	});
});
