import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, utf8 } from "../../../src/crypto/bytes";
import { encodedWords } from "../../../src/drivers/kit/encoded-words";

const decoded = (word: string) =>
	new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
		fromBase64(word.slice("=?UTF-8?B?".length, -"?=".length)),
	);

describe("encoded words", () => {
	it("are those of RFC 2047", () => {
		expect(encodedWords("確認コード")).toEqual(["=?UTF-8?B?56K66KqN44Kz44O844OJ?="]);
		expect(encodedWords("é".repeat(20))).toEqual([
			`=?UTF-8?B?${btoa(String.fromCharCode(...utf8("é".repeat(19))))}?=`,
			"=?UTF-8?B?w6k=?=",
		]);
	});

	it("make up the text, each a text of its own with no more than 64 characters", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
				const words = encodedWords(text);
				expect(words.map(decoded).join("")).toBe(text);
				for (const word of words) expect(word.length).toBeLessThanOrEqual(64);
			}),
		);
	});
});
