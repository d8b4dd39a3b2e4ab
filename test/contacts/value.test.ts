import { describe, expect, it } from "vitest";
import type { ContactKind } from "../../src/contacts/fields";
import { readValue } from "../../src/contacts/value";

const field = (kind: ContactKind, more: object = {}) => ({
	kind,
	takesTexts: false,
	maxLength: 254,
	expression: null,
	checkedValue: "true",
	...more,
});

const read = async (kind: ContactKind, typed: string, region: string | null = null, more: object = {}) => {
	const result = await readValue(field(kind, more), typed, region);
	return result.ok ? result.value : { refused: result.cause.reason };
};

describe("a telephone number", () => {
	it.each([
		["090-1234-5678", "JP", "+819012345678"],
		["０９０ー１２３４ー５６７８", "JP", "+819012345678"],
		[" 09012345678 ", "JP", "+819012345678"],
		["+81 90 1234 5678", "US", "+819012345678"],
		["+442071838750", null, "+442071838750"],
		["020 7183 8750", "GB", "+442071838750"],
		["(202) 555-0143", "US", "+12025550143"],
	])("%s of region %s is kept as %s", async (typed, region, kept) => {
		expect(await read("PHONE", typed, region)).toBe(kept);
	});

	it.each([
		["090-1234-5678", null, "not-telephone"],
		["0120-444-444", "JP", "toll-free"],
		["call me", "JP", "not-telephone"],
		["", "JP", "missing"],
		["   ", "JP", "missing"],
		["+81 90 1234 5678 ext. 5", "JP", "not-telephone"],
	])("%j of region %s is refused: %s", async (typed, region, reason) => {
		expect(await read("PHONE", typed, region)).toEqual({ refused: reason });
	});

	it("is refused on a fixed line where codes are sent as text messages", async () => {
		expect(await read("PHONE", "03-1234-5678", "JP", { takesTexts: true })).toEqual({ refused: "fixed-line" });
		expect(await read("PHONE", "03-1234-5678", "JP")).toBe("+81312345678");
	});
});

describe("an address", () => {
	it.each([
		["a@example.co.jp", "a@example.co.jp"],
		["a@docomo.ne.jp", "a@docomo.ne.jp"],
		["..taro..@docomo.ne.jp", "..taro..@docomo.ne.jp"],
		["Ana.Lima+codes@Example.COM", "Ana.Lima+codes@Example.COM"],
		["a@localhost", "a@localhost"],
		["ana＠example.com", "ana@example.com"],
		["ana@例え.jp", "ana@xn--r8jz45g.jp"],
	])("%s is kept as %s", async (typed, kept) => {
		expect(await read("EMAIL", typed)).toBe(kept);
	});

	it.each([
		"@@a.jp",
		"a@b@c.jp",
		"a b@example.com",
		"a@-example.com",
		"a@example..com",
		"a@例え.jp/evil",
		"a,b@example.com",
		"ana@example.com, bob@example.com",
		"<a@example.com>",
		`${"a".repeat(65)}@example.com`,
		`a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(58)}.jp`,
	])("%s is refused", async (typed) => {
		expect(await read("EMAIL", typed, null, { maxLength: 256 })).toEqual({ refused: "not-email" });
	});
});

describe("any value", () => {
	it("is held against the whole of the field's expression, as it was typed", async () => {
		const more = { expression: "\\D?(\\d{3})\\D?\\D?(\\d{3})\\D?(\\d{4})" };
		expect(await read("PHONE", "(202) 555-0143", "US", more)).toBe("+12025550143");
		expect(await read("PHONE", "+1 (202) 555-0143", "US", more)).toEqual({ refused: "wrong-format" });
	});

	it("has as many characters as the field takes", async () => {
		expect(await read("TEXT", "12345", null, { maxLength: 5 })).toBe("12345");
		expect(await read("TEXT", "123456", null, { maxLength: 5 })).toEqual({ refused: "too-long" });
	});

	it.each(["TEXT", "EMAIL", "PHONE", "IM"] as const)("of kind %s has no line break", async (kind) => {
		for (const sign of ["\n", "\r", "\u2028", "\0"]) {
			expect(await read(kind, `+8190${sign}12345678`)).toEqual({ refused: "control-characters" });
		}
	});

	it("of a number or an address may be pasted with direction marks, and others have none", async () => {
		expect(await read("PHONE", "\u202a+819012345678\u202c")).toBe("+819012345678");
		expect(await read("EMAIL", "\u200eana@example.com")).toBe("ana@example.com");
		for (const kind of ["TEXT", "IM"] as const) {
			expect(await read(kind, "a\u202eb")).toEqual({ refused: "control-characters" });
		}
	});

	it("of a check box is what the box gives", async () => {
		expect(await read("CHECK", "true")).toBe("true");
		expect(await read("CHECK", "yes")).toEqual({ refused: "not-offered" });
	});

	it("of a messaging service is an id of one word, or a number", async () => {
		expect(await read("IM", "U4af4980629a1b2c3d4e5f60718293a4b")).toBe("U4af4980629a1b2c3d4e5f60718293a4b");
		expect(await read("IM", "+81 90-1234-5678")).toBe("+819012345678");
		expect(await read("IM", "two words")).toEqual({ refused: "wrong-format" });
	});
});
