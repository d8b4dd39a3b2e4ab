import { describe, expect, it } from "vitest";
import { normalizeAnswer } from "../../../src/challenges/owned/normalize";

describe("the form of an answer", () => {
	it.each([
		["Rote Grütze", "rotegrutze"],
		["  ROTE   grutze ", "rotegrutze"],
		["Ｒｏｔｅ　Ｇｒüｔｚｅ", "rotegrutze"],
		["Main Street 12", "mainst12"],
		["main st. 12", "mainst12"],
		["St. Mary's Road", "stmarysrd"],
		["Saint Mary’s Rd", "stmarysrd"],
		["Salt and Pepper", "salt&pepper"],
		["Salt & Pepper", "salt&pepper"],
		["トヨタ", "とよた"],
		["ﾄﾖﾀ", "とよた"],
		["ガンダム", "がんだむ"],
		["がんだむ", "がんだむ"],
		["コーヒー", "こーひー"],
		["東京・大阪", "東京大阪"],
		["Łódź", "łodz"],
		["München", "munchen"],
		["१२३", "१२३"],
		["!?…", ""],
		["", ""],
	])("of %j is %j", (answer, form) => {
		expect(normalizeAnswer(answer)).toBe(form);
	});

	it("stays the same when it is normalized again", () => {
		for (const answer of ["St. Mary's Road & Co", "ガンダム", "Ｌöｗｅ", "constructor"]) {
			const form = normalizeAnswer(answer);
			expect(normalizeAnswer(form)).toBe(form);
		}
	});

	it("keeps apart what differs by more than spelling", () => {
		expect(normalizeAnswer("はは")).not.toBe(normalizeAnswer("ばば"));
		expect(normalizeAnswer("Anna")).not.toBe(normalizeAnswer("Ana"));
	});
});
