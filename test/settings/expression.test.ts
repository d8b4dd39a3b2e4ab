import { describe, expect, it } from "vitest";
import { compileExpression, matchWhole } from "../../src/settings/expression";

async function matches(expression: string, value: string): Promise<boolean> {
	const compiled = await compileExpression(expression);
	if (!compiled.ok) throw new Error(`${expression}: ${compiled.cause.reason}`);
	return matchWhole(compiled.expression, value).isMatch;
}

async function reasonOf(expression: string): Promise<string | null> {
	const compiled = await compileExpression(expression);
	return compiled.ok ? null : compiled.cause.reason;
}

const northAmerican = String.raw`\D?(\d{3})\D?\D?(\d{3})\D?(\d{4})`;
const referenceMail = String.raw`.+@[a-zA-Z_]+?\.[a-zA-Z]{2,3}`;

describe("an expression", () => {
	it.each([
		[northAmerican, "(555) 123-4567", true],
		[northAmerican, "5551234567", true],
		[northAmerican, "+1 (555) 123-4567", false],
		[northAmerican, "090-1234-5678", false],
		[northAmerican, "０９０１２３４５６７", false],
		[referenceMail, "a@example.com", true],
		[referenceMail, "a@example.co.jp", false],
		[referenceMail, "@@a.jp", true],
		["[0-9]+", "12a", false],
		[String.raw`\u0041+`, "AAA", true],
		[String.raw`\uD83D\uDE00`, "😀", true],
		[String.raw`\p{Alpha}+`, "abc", true],
		[String.raw`\P{Alpha}+`, "abc", false],
		[String.raw`[\p{Digit}-]+`, "12-3", true],
		[String.raw`\p{IsGreek}+`, "αβγ", true],
		[String.raw`\p{L}+`, "日本", true],
		[String.raw`(?<area>\d+)-\d+`, "03-1234", true],
		["(?i)abc", "ABC", true],
		[String.raw`\Qa.b\E`, "a.b", true],
		[String.raw`\Qa.b\E`, "axb", false],
		["[]a]+", "a]", true],
		["a&&b", "a&&b", true],
		["a}", "a}", true],
	])("%s holds %s: %s", async (expression, value, expected) => {
		expect(await matches(expression, value)).toBe(expected);
	});

	it.each([
		["(?=a)b", "expression-look-around"],
		["(?!a)b", "expression-look-around"],
		["(?<=a)b", "expression-look-around"],
		["(?<!a)b", "expression-look-around"],
		[String.raw`(a)\1`, "expression-back-reference"],
		[String.raw`(?<n>a)\k<n>`, "expression-back-reference"],
		["a++", "expression-possessive"],
		["a*+", "expression-possessive"],
		["a?+", "expression-possessive"],
		["a{1,2}+", "expression-possessive"],
		["(?>a)", "expression-atomic"],
		["(?x)a b", "expression-flag"],
		["(?u)a", "expression-flag"],
		["(?d)a", "expression-flag"],
		["(?U)a", "expression-flag"],
		["(?-x:a)", "expression-flag"],
		[String.raw`\h`, "expression-escape"],
		[String.raw`\R`, "expression-escape"],
		[String.raw`\X`, "expression-escape"],
		[String.raw`\Z`, "expression-escape"],
		[String.raw`\G`, "expression-escape"],
		[String.raw`\e`, "expression-escape"],
		[String.raw`\cA`, "expression-escape"],
		[String.raw`\v`, "expression-escape"],
		["\\", "expression-escape"],
		["a{1001}", "expression-repetition"],
		["a{2,1001}", "expression-repetition"],
		["a{,3}", "expression-repetition"],
		["a{", "expression-repetition"],
		["[a-z&&[^b]]", "expression-class-in-class"],
		["[a[bc]]", "expression-class-in-class"],
		["[[:alpha:]]", "expression-class-in-class"],
		[String.raw`[\Qab\E]`, "expression-quote-in-class"],
		[String.raw`\0101`, "expression-octal"],
		["(a", "expression-unreadable"],
		["a**", "expression-unreadable"],
		["[z-a]", "expression-unreadable"],
		[String.raw`\p{IsNothing}`, "expression-unreadable"],
		["(abc){999}", "expression-too-large"],
		["(a{100}){100}", "expression-unreadable"],
		["a".repeat(501), "too-long"],
	])("%s is refused: %s", async (expression, reason) => {
		expect(await reasonOf(expression)).toBe(reason);
	});

	it.each(["([a-z]+)+$", "(a|a)*b", "(a*)*b", "(.*a){20}"])(
		"%s answers at once for a long value",
		async (expression) => {
			expect(await matches(expression, `${"a".repeat(255)}!`)).toBe(false);
		},
	);

	it.each(["a\n", "a\r", "\va", "a\u0085", "a".repeat(257)])("never matches %j", async (value) => {
		expect(await matches("[^x]*", value)).toBe(false);
	});

	it("tells what its groups took", async () => {
		const compiled = await compileExpression("(a)(b)?(c)");
		if (!compiled.ok) throw new Error("refused");
		expect(matchWhole(compiled.expression, "ac")).toEqual({ isMatch: true, groups: ["a", null, "c"] });
		expect(matchWhole(compiled.expression, "ad")).toEqual({ isMatch: false, groups: [] });
	});
});
