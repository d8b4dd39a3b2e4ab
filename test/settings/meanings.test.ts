import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/settings/catalogue";
import { meaningIn, translatedMeanings } from "../../src/settings/words/meanings";

describe("the meaning of a property", () => {
	const said = new Set(catalogue.map(({ meaning }) => meaning));

	it("is in Japanese for every property, and no translation is left over", () => {
		expect([...said].filter((meaning) => !/[ぁ-んァ-ヶ一-龠]/.test(meaningIn("ja", meaning)))).toEqual([]);
		expect(translatedMeanings.filter((meaning) => !said.has(meaning))).toEqual([]);
	});

	it("keeps the places of values", () => {
		const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
		for (const meaning of said) expect(places(meaningIn("ja", meaning)), meaning).toEqual(places(meaning));
	});

	it("is in English as the catalogue has it", () => {
		for (const meaning of said) expect(meaningIn("en", meaning)).toBe(meaning);
	});
});
