import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCountryAllowed, phoneNumberRefused, readPhoneNumber } from "../../src/phone/number";

describe("reading a telephone number", () => {
	it("returns E.164, the country and the prefix", () => {
		expect(readPhoneNumber("+81 90-1234-5678")).toEqual({
			ok: true,
			e164: "+819012345678",
			country: "JP",
			prefix: "+81901",
			isKnown: true,
		});
	});

	it.each([
		["+1-415-599-2671", "+14155992671"],
		["+1 (415) 599.2671", "+14155992671"],
		["  +14155992671\n", "+14155992671"],
		["+44 20 7946 0018", "+442079460018"],
		["＋８１　９０ー１２３４ー５６７８", "+819012345678"],
		["+81 90‐1234‐5678", "+819012345678"],
		["+81 (0)90 1234 5678", "+819012345678"],
		["+39 06 1234 5678", "+390612345678"],
		["\u202a+819012345678\u202c", "+819012345678"],
		["\u200e+81 90\u00ad1234\u200b5678\ufeff", "+819012345678"],
		["\u2068+1 415 599 2671\u2069", "+14155992671"],
		["+81\u206090\u200d1234\ufe0f5678", "+819012345678"],
		[`+81${"\u200b".repeat(60)}9012345678`, "+819012345678"],
		["+٨١ ٩٠ ١٢٣٤ ٥٦٧٨", "+819012345678"],
		["+۸۱۹۰۱۲۳۴۵۶۷۸", "+819012345678"],
		["+९१ ९८१०० १२३४५", "+919810012345"],
		["+𝟴𝟭 𝟵𝟬 𝟭𝟮𝟯𝟰 𝟱𝟲𝟳𝟴", "+819012345678"],
		["+𞥘𞥑𞥙𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘", "+819012345678"],
		["+52 1 55 1234 5678", "+525512345678"],
		["+5218112345678", "+528112345678"],
		["+52 (1) 33-1234-5678", "+523312345678"],
		["\u202a+52 ١ 55 1234 5678\u202c", "+525512345678"],
		["+52 55 1234 5678", "+525512345678"],
	])("takes %j", (text, e164) => {
		expect(readPhoneNumber(text)).toMatchObject({ ok: true, e164 });
	});

	it.each([
		"",
		"+",
		"0",
		"hello",
		"+1-800-FLOWERS",
		"+81 90 1234 5678 ext 5",
		"+819012345678;ext=3",
		"+819012345678,,1#",
		"call +819012345678",
		"+819012345678 +819012345678",
		"++819012345678",
		"+99912345678",
		"+331234567890",
		"+14155",
		"+52115512345678",
		"090-1234-5678",
		"０９０－１２３４－５６７８",
		"0011 81 90 1234 5678",
		"٠٩٠١٢٣٤٥٦٧٨",
		"+½1901234567",
		"+八一九〇一二三四五六七八",
		"\u202a\u202c",
		`+81${" ".repeat(60)}9012345678`,
		"+819012345678\u0000",
	])("refuses %j", (text) => {
		expect(readPhoneNumber(text)).toEqual({ ok: false, reason: "invalid" });
	});

	it.each([
		["+1 900 555 1234", "premium"],
		["+81 990 123 456", "premium"],
		["+979 123 456 789", "premium"],
		["+1 800 555 1234", "toll-free"],
		["+81 120 123 456", "toll-free"],
		["+800 1234 5678", "toll-free"],
		["+49 1801 234567", "shared-cost"],
		["+808 1234 5678", "shared-cost"],
		["+44 70 1234 5678", "personal-number"],
		["+81 570 012 345", "company-number"],
		["+44 76 4012 3456", "pager"],
		["+870 773 111 632", "non-geographic"],
		["+881 612 345 6789", "non-geographic"],
		["+883 5100 12345", "non-geographic"],
	] as const)("refuses %s as %s and says why", (text, reason) => {
		expect(readPhoneNumber(text)).toEqual({ ok: false, reason });
		const error = phoneNumberRefused(reason);
		expect([error.status, error.code]).toEqual([400, "E0000098"]);
		expect(error.causes).toEqual([{ field: "phoneNumber", reason }]);
	});

	it.each([
		["+1 729 555 1234", "US"],
		["+44 9999 999999", "GB"],
		["+86 199 123 4567", "CN"],
		["+39 000 000 0000", "IT"],
		["+81 90 1234 567", "JP"],
		["+52 155 123 4567", "MX"],
	])("refuses %s as unknown, or takes it where that is wanted", (text, country) => {
		expect(readPhoneNumber(text)).toEqual({ ok: false, reason: "unknown-number" });
		const e164 = text.replaceAll(" ", "");
		expect(readPhoneNumber(text, { takesUnknown: true })).toMatchObject({ ok: true, e164, country, isKnown: false });
	});

	it.each([
		["+1 900 555 1234", "premium"],
		["+881 111 111 1111", "non-geographic"],
		["+14155", "invalid"],
		["+430000", "invalid"],
		["hello", "invalid"],
	])("refuses %s also where unknown numbers are wanted", (text, reason) => {
		expect(readPhoneNumber(text, { takesUnknown: true })).toEqual({ ok: false, reason });
	});

	it("reads the same number from digits of any script, with invisible characters between", () => {
		const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10, 0x104a0, 0x1d7f6, 0x1e950];
		const invisible = fc.constantFrom("", "\u200b", "\u202a", "\u2069", "\ufeff", "\u00ad");
		const digits = fc.array(fc.tuple(fc.constantFrom(...zeros), invisible), { minLength: 12, maxLength: 12 });
		fc.assert(
			fc.property(digits, (scripts) => {
				const written = scripts.map(
					([zero, sign], place) => sign + String.fromCodePoint(zero + Number("819012345678"[place])),
				);
				expect(readPhoneNumber(`+${written.join("")}`)).toMatchObject({ ok: true, e164: "+819012345678" });
			}),
		);
	});

	it("distinguishes the countries that share a calling code", () => {
		const countries = ["+1 204 234 5678", "+1 876 210 1234", "+7 701 123 4567", "+44 7781 123456"].map((text) => {
			const number = readPhoneNumber(text);
			return number.ok ? number.country : number.reason;
		});
		expect(countries).toEqual(["CA", "JM", "KZ", "GG"]);
	});

	it("takes the area code of documentation, which belongs to nobody", () => {
		expect(readPhoneNumber("+1-555-415-1337")).toMatchObject({ ok: true, e164: "+15554151337", country: "US" });
		expect(readPhoneNumber("+1-555-015-1337").ok).toBe(false);
	});

	it("never throws, and returns E.164 or a reason, whatever was typed", () => {
		const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^\+?[0-9０-９ ()-]{0,20}$/));
		fc.assert(
			fc.property(text, (typed) => {
				const number = readPhoneNumber(typed, { takesUnknown: true });
				if (!number.ok) return;
				expect(number.e164).toMatch(/^\+[1-9]\d{6,14}$/);
				expect(number.e164.startsWith(number.prefix)).toBe(true);
				expect(readPhoneNumber(number.e164, { takesUnknown: true })).toEqual(number);
			}),
			{ numRuns: 500 },
		);
	});
});

describe("the list of allowed countries", () => {
	it("allows the countries on it, and every country when there is no list", () => {
		expect(isCountryAllowed("JP", ["JP", "US"])).toBe(true);
		expect(isCountryAllowed("JM", ["JP", "US"])).toBe(false);
		expect(isCountryAllowed("JM", null)).toBe(true);
		expect(isCountryAllowed("JP", [])).toBe(false);
	});
});
