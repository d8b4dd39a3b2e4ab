import { describe, expect, it } from "vitest";
import { spokenBy } from "../../../src/drivers/kit/spoken-language";

const spoken = spokenBy("en-US en-GB es-ES es-MX cmn-CN cmn-TW ar nb-NO he-IL bn-IN");

describe("spokenBy", () => {
	it.each([
		["en", "en-US"],
		["en-GB", "en-GB"],
		["es_MX", "es-MX"],
		["EN-gb", "en-GB"],
	])("takes the language of %s as it is", (locale, code) => {
		expect(spoken(locale)).toBe(code);
	});

	it.each([
		["zh", "cmn-CN"],
		["zh-TW", "cmn-TW"],
		["zh-Hant", "cmn-TW"],
		["cmn-TW", "cmn-TW"],
		["ar-EG", "ar"],
		["ar-SA", "ar"],
		["iw", "he-IL"],
		["no", "nb-NO"],
		["no_NO", "nb-NO"],
	])("knows the language of %s under the carrier's own code", (locale, code) => {
		expect(spoken(locale)).toBe(code);
	});

	it.each([
		["en-NZ", "en-US"],
		["es-AR", "es-ES"],
		["zh-SG", "cmn-CN"],
		["bn", "bn-IN"],
	])("takes the first code of the language for the unlisted region of %s", (locale, code) => {
		expect(spoken(locale)).toBe(code);
	});

	it.each(["fi", "noa-ID", "", "no such locale", "<Hangup/>"])("falls back to American English for %j", (locale) => {
		expect(spoken(locale)).toBe("en-US");
	});
});
