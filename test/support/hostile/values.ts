// Values that have broken programs before: as JSON text, as parts of a path, as query strings.
import fc from "fast-check";

/** A piece of JSON text, and the type of its value. */
export interface HostileJson {
	text: string;
	type: JsonType;
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

export function typeOf(value: unknown): JsonType {
	if (value === null) return "null";
	return Array.isArray(value) ? "array" : (typeof value as JsonType);
}

/** 10,000 characters: more than any text of ours may have. */
export const longText = "x".repeat(10_000);
export const fullWidthDigits = "１２３４５６";

const texts = [
	"",
	longText,
	fullWidthDigits,
	"\u0000",
	"a\u0000b",
	"\ud800",
	"a\udfffb@example.com",
	"\u202eevil",
	"a\r\nb: c",
	"' OR 1=1 --",
	"__proto__",
];

const anyText = fc.string({ unit: "binary", maxLength: 200 });

const values = [null, true, -1, 1.5, 2 ** 53, [], ["a", "a"], {}, { length: 1 }];

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** Values that only text can hold: numbers beyond a double, depth that no printer survives, keys of the prototype. */
const jsonTexts: HostileJson[] = [
	{ text: "1e999", type: "number" },
	{ text: "9".repeat(400), type: "number" },
	{ text: '{"__proto__":{"polluted":true}}', type: "object" },
	{ text: '{"constructor":{"prototype":{"polluted":true}}}', type: "object" },
	{ text: nested(20_000, "[", "]"), type: "array" },
	{ text: nested(8_000, '{"a":', "}"), type: "object" },
];

const asJson = (value: unknown): HostileJson => ({ text: JSON.stringify(value), type: typeOf(value) });

/** Well-formed JSON of up to 60 KiB that hardly any field can want: the known ones, and any. */
export const knownHostileJson: HostileJson[] = [...texts.map(asJson), ...values.map(asJson), ...jsonTexts];
export const hostileJson: fc.Arbitrary<HostileJson> = fc.oneof(
	fc.constantFrom(...knownHostileJson),
	fc.oneof(anyText, fc.jsonValue()).map(asJson),
);

export const hostileKey = fc.oneof(
	fc.constantFrom("__proto__", "constructor", "toString", "", "id", "status", longText.slice(0, 1_000)),
	anyText,
);

const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]);

/** Makes bodies that no JSON parser takes from a body that it takes. */
export const malformedBody = (text: string): fc.Arbitrary<string | Uint8Array> =>
	fc.oneof(
		fc.constantFrom<string | Uint8Array>(
			"{",
			"nul",
			"NaN",
			"{'a':1}",
			"[1,]",
			"\u0000",
			"name=value",
			`${text}}`,
			utf16,
		),
		// The text, cut anywhere before its last bracket.
		fc.nat({ max: Math.max(0, text.length - 2) }).map((end) => text.slice(0, end + 1)),
	);

const segments = [
	"%00",
	"a%00b",
	"%",
	"%zz",
	"%ff%fe",
	"%c0%af",
	"%ed%a0%80",
	"%2f",
	"%2e%2e%2fusers",
	"..",
	"%2e%2e",
	"%5c",
	"%0d%0aa:b",
	"%27%20OR%201=1",
	"%25",
	"*",
	":userId",
	"null",
	"__proto__",
	"constructor",
	"00uNobody00000000000",
	encodeURIComponent(fullWidthDigits),
	longText,
];

/** A segment of a path, percent-encoded well or badly. It is nobody's id. */
export const hostileSegment = fc.oneof(
	fc.constantFrom(...segments),
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }).map((text) => encodeURIComponent(text)),
);

const filterFields = ["id", "status", "type", "created", "profile.login", "profile.email", "profile.name"];
const logFields = ["eventType", "published", "target.id", "outcome.result", "debugContext.debugData.x", "__proto__"];
const operators = ["eq", "ne", "co", "sw", "ew", "gt", "le", "pr", "xx"];

/** Filters that are well-formed up to their value, and cursors with hostile contents. */
const hostileFilter = fc
	.tuple(fc.constantFrom(...filterFields, ...logFields), fc.constantFrom(...operators), hostileJson)
	.map(([field, operator, { text }]) => `${field} ${operator} ${text.slice(0, 1_900)}`);
const hostileCursor = fc
	.array(hostileJson, { maxLength: 3 })
	.map((parts) => btoa(`[${parts.map(({ text }) => text.slice(0, 500).replaceAll(/[^ -~]/g, "?"))}]`));

/** The value of a query parameter, as written in the address. */
export const hostileQueryValue = fc.oneof(
	fc.constantFrom(
		"",
		"%",
		"%zz",
		"%00",
		"%ff",
		"%ed%a0%80",
		"-1",
		"0",
		"1e9",
		"1.5",
		"null",
		"[]",
		"%27",
		"%22",
		"((((",
	),
	fc.constantFrom(longText, encodeURIComponent(fullWidthDigits), "a+eq", "9".repeat(15)),
	anyText.map((text) => encodeURIComponent(text)),
	fc.oneof(hostileFilter, hostileCursor).map((text) => new URLSearchParams([["", text]]).toString().slice(1)),
);
