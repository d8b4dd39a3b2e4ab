import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillText, parseText, wrongStretches } from "../../src/settings/text-format";

const values = ["123456", "Acme", "5"];

/** Texts made of the characters that mean something. */
const texts = fc.string({ unit: fc.constantFrom("'", "{", "}", "0", "1", "7", ",", "a", "😀"), maxLength: 14 });

describe("fillText", () => {
	it.each([
		["{1}: {0} is your code.", "Acme: 123456 is your code."],
		["{0}. Once more: {0}", "123456. Once more: 123456"],
		["Don''t share {0}.", "Don't share 123456."],
		["'{'{0}'}'", "{123456}"],
		["'{0}' is {0}", "{0} is 123456"],
		["'{''}'", "{'}"],
		["'''{'''", "'{'"],
		["''{0}''", "'123456'"],
		["", ""],
	])("reads %j as %j", (text, filled) => {
		expect(parseText(text).ok).toBe(true);
		expect(fillText(text, values)).toBe(filled);
	});

	it("leaves a value as it is, whatever it looks like", () => {
		fc.assert(
			fc.property(texts, (value) => {
				expect(fillText("{1}|{0}|{1}", ["123456", value])).toBe(`${value}|123456|${value}`);
			}),
		);
		expect(fillText("{0}", ["$& $1"])).toBe("$& $1");
	});

	it("leaves a placeholder without a value", () => {
		expect(fillText("{0} {3}", values)).toBe("123456 {3}");
	});
});

describe("wrongStretches", () => {
	it.each([
		["{1}: {0} it''s", []],
		["Don't {0}", ["'"]],
		["{name} {0}", ["{"]],
		["{0} '{never ends", ["'{never ends"]],
		["{0} {3} {2} {3} '{3}'", ["{3}", "{3}"]],
		["", []],
	])("finds in %j what has to be written otherwise: %j", (text, wrong) => {
		expect(wrongStretches(text, [0, 1, 2]).map(({ start, end }) => text.slice(start, end))).toEqual(wrong);
	});
});

describe("parseText", () => {
	it.each([
		["{1}: {0}, {1}", [0, 1]],
		["{9}{2}", [2, 9]],
		["'{0}' {1}", [1]],
		["It''s", []],
	])("finds the placeholders of %j: %j", (text, placeholders) => {
		expect(parseText(text)).toEqual({ ok: true, placeholders });
	});

	it.each([
		["{0,number}", "brace", 0],
		["Code {name}", "brace", 5],
		["Code {10}", "brace", 5],
		["Code { 0 }", "brace", 5],
		["Code {٣}", "brace", 5],
		["Code {}", "brace", 5],
		["Code {0", "brace", 5],
		["{0} }", "brace", 4],
		["{{0}}", "brace", 0],
		[`\${code}`, "brace", 1],
		["Don't share {0}, it's yours.", "apostrophe", 3],
		["{0}'", "apostrophe", 3],
		["'''", "apostrophe", 2],
		["'a{0}'", "apostrophe", 0],
		["{0} '{", "quote", 4],
		["'{''", "quote", 0],
	])("refuses %j: %s at %d", (text, reason, position) => {
		expect(parseText(text)).toEqual({ ok: false, reason, position });
	});

	it("takes nothing that Java's MessageFormat refuses or fills otherwise", () => {
		fc.assert(
			fc.property(texts, (text) => {
				if (parseText(text).ok) expect(fillText(text, values)).toBe(filledByJava(text, values));
			}),
			{ numRuns: 5_000 },
		);
	});

	it("takes every text whose apostrophes are doubled and whose braces are quoted", () => {
		fc.assert(
			fc.property(texts, (text) => {
				const written = text.replace(/[{}][{}']*|'/g, (run) => {
					const doubled = run.replaceAll("'", "''");
					return run === "'" ? doubled : `'${doubled}'`;
				});
				expect(parseText(written)).toEqual({ ok: true, placeholders: [] });
				expect(fillText(written, values)).toBe(text);
			}),
		);
	});

	// workerd's clock stands still while code runs, so this test fails by its time-out.
	it("looks for the end of a quote only once", () => {
		const text = `'{${"''{".repeat(300_000)}`;
		expect(parseText(text)).toEqual({ ok: false, reason: "quote", position: 0 });
		expect(fillText(text, values)).toHaveLength(2 + 300_000 * 2);
	});
});

/**
 * The loop of java.text.MessageFormat.applyPattern over a text, and of subformat. Null where Java throws, or where a
 * placeholder has a format.
 */
function filledByJava(text: string, values: readonly string[]): string | null {
	let filled = "";
	let isQuoted = false;
	for (let i = 0; i < text.length; i++) {
		const character = text[i];
		if (character === "'") {
			if (text[i + 1] === "'") {
				filled += character;
				i++;
			} else isQuoted = !isQuoted;
		} else if (character === "{" && !isQuoted) {
			const end = text.indexOf("}", i);
			const number = text.slice(i + 1, end);
			if (end === -1 || !/^[0-9]+$/.test(number)) return null;
			filled += values[Number(number)] ?? `{${Number(number)}}`;
			i = end;
		} else filled += character;
	}
	return filled;
}
