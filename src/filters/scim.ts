// SCIM filters (RFC 7644 3.4.2.2) as SQL: a library reads the text, and each slice tells its fields.
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type AttrExp, type Filter, parse } from "scim2-parse-filter";
import * as z from "zod";
import { ApiError } from "../errors";
import { because, type Cause } from "../errors/cause";
import { foldCase, foldedFor, isAscii } from "./fold";

const maxLength = 2_000;
const maxNesting = 10;
/** Each comparison binds a value, and D1 allows 100 per statement. The rest is left to the query around the filter. */
const maxComparisons = 50;
const maxQuotedLength = 100;

type FilterOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";
type FilterValue = string | number | boolean | null;

/** How a field is compared. */
export interface FilterField {
	/** Returns the condition, with at most one bound value; null if the field can't be compared like that. */
	compare(operator: FilterOperator, value: FilterValue): SQL | null;
	/** Returns the condition of `pr`: the field has a value. */
	present(): SQL;
}

/**
 * Turns a filter into a condition. Operators are read in any case, attribute names exactly. AND binds before OR.
 * @param fieldOf returns the field of an attribute path; null if there is none
 * @throws E0000053 when the filter can't be read or is too big. E0000031 for an unknown field, for an operator that the
 *   field doesn't take, and for value paths (`emails[type eq "work"]`).
 */
export function compileFilter(text: string, fieldOf: (path: string) => FilterField | null): SQL {
	const compile = (filter: Filter): SQL => {
		if (filter.op === "and" || filter.op === "or") {
			return sql`(${sql.join(filter.filters.map(compile), sql.raw(` ${filter.op} `))})`;
		}
		// A comparison with a missing value is NULL, and NOT NULL is NULL again, so it has to become false first.
		if (filter.op === "not") return sql`NOT COALESCE(${compile(filter.filter)}, 0)`;
		const { attrPath, op } = filter as AttrExp;
		// A slice may look its fields up in a plain object. Properties that every object has aren't fields.
		const field = attrPath in Object.prototype ? null : fieldOf(attrPath);
		if (!field) throw unsupported(because("filter-field", { field: shorten(attrPath) }));
		const condition = op === "pr" ? field.present() : field.compare(op, (filter as Comparison).compValue);
		if (!condition) throw unsupported(because("filter-comparison", { field: shorten(attrPath), operator: op }));
		return sql`(${condition})`;
	};
	return compile(readFilter(text));
}

/** Returns every text that the filter compares with this path, so that texts can be hashed before it is compiled. */
export function filterValues(text: string, path: string): string[] {
	return comparisonsOf(readFilter(text)).flatMap((comparison) =>
		comparison.attrPath === path && comparison.op !== "pr" && typeof comparison.compValue === "string"
			? [comparison.compValue]
			: [],
	);
}

/**
 * A text column. With `caseInsensitive` letters match in either case. Equality with a text of ASCII can use an index
 * that is declared `COLLATE NOCASE`.
 */
export function textField(column: SQLWrapper, options: { caseInsensitive?: boolean } = {}): FilterField {
	return {
		compare(operator, value) {
			if (value === null) return compareNull(column, operator);
			if (typeof value !== "string") return null;
			if (options.caseInsensitive !== true) return compareText(column, operator, value);
			const isCollated = operator in comparators && isAscii(value);
			if (isCollated) return sql`${compareText(column, operator, value)} COLLATE NOCASE`;
			return compareText(foldedFor(value, column), operator, foldCase(value));
		},
		present: () => sql`${column} IS NOT NULL`,
	};
}

/** Not LIKE, because D1 refuses patterns of more than 50 bytes. */
function compareText(text: SQLWrapper, operator: FilterOperator, value: string): SQL {
	if (operator === "co") return sql`instr(${text}, ${value}) > 0`;
	if (operator === "sw") return sql`instr(${text}, ${value}) = 1`;
	if (operator === "ew") {
		const start = sql`length(${text}) - ${sql.raw(String([...value].length))} + 1`;
		return sql`substr(${text}, ${start}) = ${value}`;
	}
	return sql`${text} ${comparators[operator]} ${value}`;
}

/** A column of epoch milliseconds, compared with ISO 8601 text. Any other text is refused: E0000053. */
export function timeField(column: SQLWrapper): FilterField {
	return orderedField(column, (value) => {
		if (typeof value !== "string") return null;
		if (!isoTime.safeParse(value).success) throw unreadable(value, because("not-time"));
		return Date.parse(value);
	});
}

/** A numeric column; booleans are kept as 0 and 1. */
export function numberField(column: SQLWrapper): FilterField {
	return orderedField(column, (value) => (typeof value === "string" ? null : Number(value)));
}

type Comparison = Extract<AttrExp, { compValue: unknown }>;

const isoTime = z.iso.datetime({ offset: true });

const comparators = {
	eq: sql.raw("="),
	// Unlike <>, it holds for a row without a value, because such a row isn't equal either.
	ne: sql.raw("IS NOT"),
	gt: sql.raw(">"),
	ge: sql.raw(">="),
	lt: sql.raw("<"),
	le: sql.raw("<="),
} as const satisfies Partial<Record<FilterOperator, SQL>>;

function orderedField(column: SQLWrapper, read: (value: FilterValue) => number | null): FilterField {
	return {
		compare(operator, value) {
			if (value === null) return compareNull(column, operator);
			if (operator === "co" || operator === "sw" || operator === "ew") return null;
			const wanted = read(value);
			return wanted === null ? null : sql`${column} ${comparators[operator]} ${wanted}`;
		},
		present: () => sql`${column} IS NOT NULL`,
	};
}

function compareNull(column: SQLWrapper, operator: FilterOperator): SQL | null {
	if (operator === "eq") return sql`${column} IS NULL`;
	return operator === "ne" ? sql`${column} IS NOT NULL` : null;
}

/** Returns the filter's tree, within the limits. Its texts are read as JSON. */
function readFilter(text: string): Filter {
	if (text.length > maxLength) throw unreadable(text, because("filter-too-long", { maximum: maxLength }));
	const texts: string[] = [];
	let filter: Filter;
	let comparisons: AttrExp[];
	try {
		// The library never sees a text, but only its number. Its own pattern for texts takes exponential time if the
		// closing quote is missing, and leaves JSON's escapes as they are.
		const masked = text.replaceAll(/"(?:[^"\\]|\\.)*"?/g, (literal) => `"${texts.push(JSON.parse(literal)) - 1}"`);
		if (nestingOf(masked) > maxNesting) throw new Error("too deep");
		// RFC 7644 asks for parentheses after "not". With this rule, parentheses are the only way to nest.
		if (/\bnot\b(?!\s*\()/i.test(masked)) throw new Error("not without parentheses");
		filter = parse(masked);
		comparisons = comparisonsOf(filter);
	} catch (error) {
		if (error instanceof ApiError) throw error;
		throw unreadable(text, because("filter-unreadable", { depth: maxNesting }));
	}
	if (comparisons.length > maxComparisons)
		throw unreadable(text, because("filter-too-complex", { maximum: maxComparisons }));
	for (const comparison of comparisons) {
		if (comparison.op === "pr") continue;
		const { compValue } = comparison;
		if (typeof compValue === "string") comparison.compValue = texts[Number(compValue)] ?? "";
		if (typeof compValue === "number" && !Number.isFinite(compValue)) throw unreadable(text, because("filter-number"));
	}
	return filter;
}

/** Returns the leaves of the tree. Throws for a value path, and for what only the library takes for a tree. */
function comparisonsOf(filter: Filter): AttrExp[] {
	if (filter.op === "[]") throw unsupported(because("filter-value-path"));
	if (filter.op === "and" || filter.op === "or") return filter.filters.flatMap(comparisonsOf);
	if (filter.op === "not" && "filter" in filter) return comparisonsOf(filter.filter);
	if ("attrPath" in filter) return [filter as AttrExp];
	// The library reads "a pr not (b pr)" and even "a pr constructor b pr" as if two expressions were joined.
	throw new Error("not a connective");
}

function nestingOf(text: string): number {
	let depth = 0;
	let deepest = 0;
	for (const character of text) {
		if (character === "(") depth += 1;
		if (character === ")") depth -= 1;
		deepest = Math.max(deepest, depth);
	}
	return deepest;
}

const unreadable = (text: string, cause: Cause) =>
	new ApiError("E0000053", { subject: shorten(text), causes: [{ ...cause, field: "filter" }] });

const unsupported = (cause: Cause) => new ApiError("E0000031", { causes: [{ ...cause, field: "filter" }] });

const shorten = (text: string) => text.slice(0, maxQuotedLength);
