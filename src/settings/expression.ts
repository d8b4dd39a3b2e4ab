// Expressions of administrators, in an engine whose time grows with the length of the value alone. PURE.
import type { RE2JS } from "re2js";
import { because, type Cause } from "../errors/cause";
import { translateJava } from "./java-expression";

/** The engine's own measure. Together with the longest value it limits the time of a match. */
const largestProgram = 2_000;
const longestExpression = 500;

/** No value that is held against an expression is longer. */
export const longestValue = 256;

type Compiled = { ok: true; expression: RE2JS } | { ok: false; cause: Cause };

/** Expression → what it was compiled to, the last one used at the end. */
const compiled = new Map<string, Compiled>();
const mostKept = 100;

/** Compiles an expression as Java writes it. What has been compiled once is kept, also what was refused. */
export async function compileExpression(written: string): Promise<Compiled> {
	const known = compiled.get(written) ?? (await compileNow(written));
	compiled.delete(written);
	if (compiled.size >= mostKept) compiled.delete(compiled.keys().next().value ?? "");
	compiled.set(written, known);
	return known;
}

async function compileNow(written: string): Promise<Compiled> {
	if (written.length > longestExpression) {
		return { ok: false, cause: because("too-long", { maximum: longestExpression }) };
	}
	const translated = translateJava(written);
	if (!translated.ok) return { ok: false, cause: because(translated.reason, { part: translated.written }) };
	// Most requests hold no value against an expression, so the engine is loaded when the first one does.
	const { RE2JS } = await import("re2js");
	try {
		const expression = RE2JS.compile(translated.pattern);
		if (expression.programSize() <= largestProgram) return { ok: true, expression };
		return { ok: false, cause: because("expression-too-large") };
	} catch {
		return { ok: false, cause: because("expression-unreadable") };
	}
}

export interface Match {
	isMatch: boolean;
	/** What the groups took, the first one first. Empty without a match. */
	groups: (string | null)[];
}

/**
 * Holds a value against the whole expression. A value that is too long, or has a control character, never matches:
 * engines differ in what they take for the end of a line.
 */
export function matchWhole(expression: RE2JS, value: string): Match {
	if (value.length > longestValue || /\p{Cc}/u.test(value)) return { isMatch: false, groups: [] };
	const matcher = expression.matcher(value);
	if (!matcher.matches()) return { isMatch: false, groups: [] };
	const groups = Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1));
	return { isMatch: true, groups };
}
