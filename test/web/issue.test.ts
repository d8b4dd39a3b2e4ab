// One schema for each issue that zod knows: the wire has zod's words, a page has its reader's language.
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ApiError } from "../../src/errors";
import { causeOnWire, causeText, reason } from "../../src/errors/cause";
import { check } from "../../src/web/validate";

function causesOf(schema: z.ZodType, value: unknown) {
	try {
		check(schema, value);
		return [];
	} catch (error) {
		return (error as ApiError).causes;
	}
}

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const months = ["january", "february", "march", "april"];

describe("an issue of zod", () => {
	it.each<[string, z.ZodType, unknown, string, string, string]>([
		[
			"missing",
			z.string(),
			undefined,
			"Invalid input: expected string, received undefined",
			"This value is missing.",
			"値を入力してください。",
		],
		[
			"missing",
			z.enum(["a", "b"]),
			undefined,
			'Invalid option: expected one of "a"|"b"',
			"This value is missing.",
			"値を入力してください。",
		],
		[
			"not-text",
			z.string(),
			7,
			"Invalid input: expected string, received number",
			"The value must be a text.",
			"文字列で指定してください。",
		],
		[
			"not-text",
			z.string(),
			null,
			"Invalid input: expected string, received null",
			"The value must be a text.",
			"文字列で指定してください。",
		],
		[
			"not-number",
			z.coerce.number(),
			"x",
			"Invalid input: expected number, received NaN",
			"The value must be a number.",
			"数値で指定してください。",
		],
		[
			"not-whole-number",
			z.int(),
			1.5,
			"Invalid input: expected int, received number",
			"The value must be a whole number.",
			"整数で指定してください。",
		],
		[
			"not-boolean",
			z.boolean(),
			"yes",
			"Invalid input: expected boolean, received string",
			"The value must be true or false.",
			"true または false で指定してください。",
		],
		[
			"not-list",
			z.array(z.string()),
			"x",
			"Invalid input: expected array, received string",
			"The value must be a list.",
			"リストで指定してください。",
		],
		[
			"not-object",
			z.object({}),
			[],
			"Invalid input: expected object, received array",
			"The value must be an object.",
			"オブジェクトで指定してください。",
		],
		[
			"not-object",
			z.record(z.string(), z.string()),
			1,
			"Invalid input: expected record, received number",
			"The value must be an object.",
			"オブジェクトで指定してください。",
		],
		[
			"wrong-type",
			z.bigint(),
			1,
			"Invalid input: expected bigint, received number",
			"The value must be of the type bigint.",
			"bigint 型の値を指定してください。",
		],
		[
			"empty",
			z.string().min(1),
			"",
			"Too small: expected string to have >=1 characters",
			"The value must not be empty.",
			"空にすることはできません。",
		],
		[
			"too-short",
			z.string().min(5),
			"abc",
			"Too small: expected string to have >=5 characters",
			"The text must have at least 5 characters.",
			"5 文字以上で入力してください。",
		],
		[
			"too-long",
			z.string().max(2),
			"abc",
			"Too big: expected string to have <=2 characters",
			"The text may have at most 2 characters.",
			"2 文字以内で入力してください。",
		],
		[
			"below-minimum",
			z.int().min(10),
			9,
			"Too small: expected number to be >=10",
			"The number must be at least 10.",
			"10 以上の数値を指定してください。",
		],
		[
			"above-maximum",
			z.coerce.number().max(200),
			"201",
			"Too big: expected number to be <=200",
			"The number may be at most 200.",
			"200 以下の数値を指定してください。",
		],
		[
			"not-above",
			z.number().positive(),
			0,
			"Too small: expected number to be >0",
			"The number must be larger than 0.",
			"0 より大きい数値を指定してください。",
		],
		[
			"not-below",
			z.number().lt(5),
			5,
			"Too big: expected number to be <5",
			"The number must be smaller than 5.",
			"5 より小さい数値を指定してください。",
		],
		[
			"not-multiple",
			z.number().multipleOf(5),
			7,
			"Invalid number: must be a multiple of 5",
			"The number must be a multiple of 5.",
			"5 の倍数を指定してください。",
		],
		[
			"too-few",
			z.array(z.string()).min(1),
			[],
			"Too small: expected array to have >=1 items",
			"The list must have at least 1 entries.",
			"1 件以上指定してください。",
		],
		[
			"too-many",
			z.array(z.string()).max(1),
			["a", "b"],
			"Too big: expected array to have <=1 items",
			"The list may have at most 1 entries.",
			"1 件以内で指定してください。",
		],
		[
			"not-one-of",
			z.enum(["a", "b"]),
			"c",
			'Invalid option: expected one of "a"|"b"',
			"The value must be one of these: a, b.",
			"次のいずれかを指定してください: a、b",
		],
		[
			"not-one-of",
			z.literal("a"),
			"c",
			'Invalid input: expected "a"',
			"The value must be one of these: a.",
			"次のいずれかを指定してください: a",
		],
		[
			"not-offered",
			z.enum([...days, ...months]),
			"x",
			`Invalid option: expected one of ${[...days, ...months].map((day) => `"${day}"`).join("|")}`,
			"The value is none of the allowed ones.",
			"指定できない値です。",
		],
		[
			"unknown-keys",
			z.strictObject({}),
			{ a: 1, b: 2 },
			'Unrecognized keys: "a", "b"',
			"There are no fields with these names: a, b.",
			"次の名前の項目はありません: a、b",
		],
		[
			"fits-no-form",
			z.union([z.string(), z.number()]),
			true,
			"Invalid input",
			"The value has none of the allowed forms.",
			"指定できる形式ではありません。",
		],
		[
			"wrong-format",
			z.string().regex(/^a$/),
			"b",
			"Invalid string: must match pattern /^a$/",
			"The value has the wrong format.",
			"形式が正しくありません。",
		],
		[
			"not-email",
			z.email(),
			"b",
			"Invalid email address",
			"This is not an e-mail address.",
			"メールアドレスの形式が正しくありません。",
		],
		["not-url", z.url(), "b", "Invalid URL", "This is not a URL.", "URL の形式が正しくありません。"],
		["not-uuid", z.uuid(), "b", "Invalid UUID", "This is not a UUID.", "UUID の形式が正しくありません。"],
		[
			"not-ip-address",
			z.ipv4(),
			"b",
			"Invalid IPv4 address",
			"This is not an IP address.",
			"IP アドレスの形式が正しくありません。",
		],
		[
			"not-time",
			z.iso.datetime(),
			"b",
			"Invalid ISO datetime",
			"A time is written like 2030-01-31T12:00:00.000Z.",
			"日時は 2030-01-31T12:00:00.000Z のように入力してください。",
		],
		[
			"not-date",
			z.iso.date(),
			"b",
			"Invalid ISO date",
			"A date is written like 2030-01-31.",
			"日付は 2030-01-31 のように入力してください。",
		],
		[
			"not-valid",
			z.string().refine(() => false),
			"b",
			"Invalid input",
			"This value is not valid.",
			"値が正しくありません。",
		],
		[
			"not-valid",
			z.record(z.string().max(1), z.string()),
			{ ab: "c" },
			"Invalid key in record",
			"This value is not valid.",
			"値が正しくありません。",
		],
	])("becomes %s", (key, schema, value, onWire, english, japanese) => {
		const [cause, ...others] = causesOf(z.object({ field: schema }), { field: value });
		const field = schema instanceof z.ZodRecord && typeof value === "object" ? "field.ab" : "field";
		expect([cause?.reason, cause?.field, others]).toEqual([key, field, []]);
		expect(causeOnWire(cause!)).toBe(`${field}: ${onWire}`);
		expect([causeText(cause!, "en"), causeText(cause!, "ja")]).toEqual([english, japanese]);
	});

	it("is of the body when it is of no field", () => {
		expect(causesOf(z.object({}), 1)).toMatchObject([{ field: "body", reason: "not-object" }]);
	});

	it("doesn't take the refused value along", () => {
		const secret = "hunter2";
		const schema = z.object({ a: z.number(), b: z.enum(["x"]), c: z.string().max(3), d: z.union([z.null(), z.int()]) });
		const causes = causesOf(schema, { a: secret, b: secret, c: secret, d: secret });
		expect(causes).toHaveLength(4);
		expect(JSON.stringify(causes)).not.toContain(secret);
	});
});

describe("a reason that a schema names", () => {
	const host = z.string().regex(/^[a-z.]+$/, reason("host-name"));

	it("is said by the wire and by pages", () => {
		const [cause] = causesOf(z.object({ host }), { host: "?" });
		expect(causeOnWire(cause!)).toBe("host: must be a host name");
		expect(causeText(cause!, "ja")).toBe("ホスト名を入力してください。");
	});

	it("is what pages say of a union or a key around it, while the wire says zod's word", () => {
		const [inUnion] = causesOf(z.object({ host: z.union([z.literal("a", reason("host-name")), z.null()]) }), {
			host: "?",
		});
		expect([causeOnWire(inUnion!), causeText(inUnion!, "en")]).toEqual(["host: Invalid input", "must be a host name"]);
		const [inKey] = causesOf(z.record(host, z.string()), { "?": "x" });
		expect([causeOnWire(inKey!), causeText(inKey!, "en")]).toEqual(["?: Invalid key in record", "must be a host name"]);
	});
});
