import { env } from "cloudflare:test";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDb } from "../../src/db";
import { ApiError } from "../../src/errors";
import {
	compileFilter,
	type FilterField,
	filterValues,
	numberField,
	textField,
	timeField,
} from "../../src/filters/scim";

const fields: Record<string, FilterField> = {
	name: textField(sql`name`),
	login: textField(sql`login`, { caseInsensitive: true }),
	born: timeField(sql`born`),
	age: numberField(sql`age`),
};

/** The names of those who match, among Ada (complete), Bob (complete) and Cy (nothing but a name). */
async function matches(filter: string): Promise<string> {
	const rows = await openDb(env.DB).all<{ name: string }>(sql`
		WITH people (name, login, born, age) AS (VALUES
			('Ada', 'Ada@Example.com', ${Date.parse("2000-01-01T00:00:00Z")}, 26),
			('Bob', '100%_bob', ${Date.parse("2010-01-01T00:00:00.001Z")}, 16),
			('Cy', NULL, NULL, NULL))
		SELECT name FROM people WHERE ${compileFilter(filter, (path) => fields[path] ?? null)} ORDER BY name`);
	return rows.map((row) => row.name).join(" ");
}

function codeOf(filter: string): string {
	try {
		compileFilter(filter, (path) => fields[path] ?? null);
		return "fine";
	} catch (error) {
		return error instanceof ApiError ? error.code : `threw ${error}`;
	}
}

describe("SCIM filters", () => {
	it.each([
		['name eq "Ada"', "Ada"],
		['name EQ "ada"', ""],
		['name ne "Ada"', "Bob Cy"],
		['name co "d"', "Ada"],
		['name sw "B"', "Bob"],
		['name sw "o"', ""],
		['name ew "b"', "Bob"],
		['name ew "xxBob"', ""],
		['name ew ""', "Ada Bob Cy"],
		['name gt "Ada"', "Bob Cy"],
		['name le "Bob"', "Ada Bob"],
		['login eq "ADA@example.COM"', "Ada"],
		['login ne "ADA@example.COM"', "Bob Cy"],
		['login co "EXAMPLE"', "Ada"],
		['login sw "ada@"', "Ada"],
		['login ew ".COM"', "Ada"],
		['login co "%_B"', "Bob"],
		['login co "%"', "Bob"],
		['login co "_"', "Bob"],
		["login pr", "Ada Bob"],
		["login eq null", "Cy"],
		["login ne null", "Ada Bob"],
		['born eq "2000-01-01T01:00:00+01:00"', "Ada"],
		['born gt "2010-01-01T00:00:00.000Z"', "Bob"],
		['born ge "2000-01-01T00:00:00Z"', "Ada Bob"],
		['born lt "2010-01-01T00:00:00.001Z"', "Ada"],
		['born le "2010-01-01T00:00:00.001Z"', "Ada Bob"],
		["age gt 16", "Ada"],
		["age eq 16", "Bob"],
	])("%s matches [%s]", async (filter, names) => {
		expect(await matches(filter)).toBe(names);
	});

	it.each([
		['name eq "Bob" or name eq "Ada" and age eq 16', "Bob"],
		['(name eq "Bob" or name eq "Ada") and age eq 26', "Ada"],
		['name eq "Ada" AND age eq 26 Or name eq "Cy"', "Ada Cy"],
		['not (name eq "Ada")', "Bob Cy"],
		['not (login co "bob")', "Ada Cy"],
		["not (not (age gt 20))", "Ada"],
		["not (age gt 20 or age pr)", "Cy"],
		['NOT (name eq "Ada") and login pr', "Bob"],
	])("%s binds as it should: [%s]", async (filter, names) => {
		expect(await matches(filter)).toBe(names);
	});

	it("takes texts as JSON does, whatever they hold", async () => {
		expect(filterValues(String.raw`name eq "a\"b\\c\u0041" or name eq "and (not) or" or name eq "1"`, "name")).toEqual([
			'a"b\\cA',
			"and (not) or",
			"1",
		]);
		for (const odd of ["'; DROP TABLE users; --", "\\", '"', "\u0000", "\ud800", "日本", "x".repeat(1_900)]) {
			const filter = `name co ${JSON.stringify(odd)} or login ew ${JSON.stringify(odd.slice(0, 5))}`;
			expect(await matches(filter), odd.slice(0, 30)).toBe("");
		}
	});

	it("finds the values that a path is compared with, in any operator and depth", () => {
		const filter = 'email eq "a" or (name eq "b" and not (email sw "c")) or email pr or email eq null';
		expect(filterValues(filter, "email")).toEqual(["a", "c"]);
		expect(filterValues(filter, "Email")).toEqual([]);
	});

	it.each([
		"",
		" ",
		"name",
		"name eq",
		"name eq Ada",
		'name eq "Ada',
		'name eq "Ada\\',
		'name eq "tab\there"',
		'name eq "a" and',
		'and name eq "a"',
		'name eq "a" name eq "b"',
		'"name" eq "a"',
		'name eq ["a"]',
		"name eq {}",
		"age gt 1e999",
		"(name pr",
		"name pr)",
		"name pr constructor name pr",
		"name pr __proto__ name pr",
		"name pr not (name pr)",
		"not name pr",
		'born eq "yesterday"',
		'born eq "2030-02-30T00:00:00Z"',
		'born eq "2030-01-01T00:00:00"',
	])("refuses %j as a filter that can't be read", (filter) => {
		expect(codeOf(filter)).toBe("E0000053");
	});

	it.each([
		["an open text with 1,000 line breaks", `name eq "${"\n".repeat(1_000)}`],
		["10,000 characters", `name eq "${"a".repeat(10_000)}"`],
		["51 comparisons", Array(51).fill("name pr").join(" or ")],
		["11 parentheses", `${"(".repeat(11)}name pr${")".repeat(11)}`],
		["11 negations", `${"not (".repeat(11)}name pr${")".repeat(11)}`],
		["400 bare negations", `${"not ".repeat(400)}name pr`],
		["1,900 open parentheses", "(".repeat(1_900)],
		["300 open brackets", "name[".repeat(300)],
	])("refuses %s instead of hanging on it", (_, filter) => {
		expect(codeOf(filter)).toBe("E0000053");
	});

	it.each([
		"other pr",
		'Name eq "Ada"',
		'constructor eq "x"',
		"name eq 1",
		"name eq true",
		"name gt null",
		'age eq "16"',
		'age co "1"',
		'born co "2000"',
		"born eq 1",
		'name[value eq "a"]',
		'name[value eq "a"].type eq "b"',
	])("refuses %j as a search that isn't supported", (filter) => {
		expect(codeOf(filter)).toBe("E0000031");
	});

	it("runs on D1 with as many comparisons and parentheses as it takes", async () => {
		const texts = Array.from({ length: 50 }, (_, index) => `login co "${index}x"`);
		expect(await matches(texts.join(" and "))).toBe("");
		expect(await matches(texts.join(" or "))).toBe("");
		const chain = texts.slice(10).join(" and ");
		const nested = texts.slice(0, 10).reduce((inner, text) => `not (${text} or ${inner})`, chain);
		expect(await matches(nested)).toBe("");
	});

	it("answers any text with a condition or an ApiError", () => {
		const word = fc.constantFrom(
			"name",
			"eq",
			"pr",
			"not",
			"(",
			")",
			"[",
			"]",
			"and",
			"or",
			'"a"',
			'"',
			"\\",
			"\n",
			"1",
			"-",
			".",
		);
		const text = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.array(word, { maxLength: 60 }).map((words) => words.join(" ")),
		);
		fc.assert(
			fc.property(text, (filter) => {
				expect(codeOf(filter)).toMatch(/^(fine|E0000053|E0000031)$/);
			}),
			{ numRuns: 2_000 },
		);
	});
});
