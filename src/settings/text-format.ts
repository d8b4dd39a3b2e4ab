// The form of our texts: numbered placeholders and apostrophes, as in Java's MessageFormat. PURE.

/**
 * `''`, a quoted part that begins with a brace, and a placeholder. All other characters stand for themselves.
 * A quote ends at an apostrophe that isn't followed by another apostrophe.
 */
const sign = /''|'([{}](?:[^']|'')*)'(?!')|\{([0-9])\}/g;

/**
 * Fills the placeholders `{0}` to `{9}`, writes `''` as an apostrophe and `'{'` as a brace. One pass does all of this,
 * so a value that looks like a placeholder stays as it is. What has no value, or isn't well-formed, stays, too.
 * @param values the value of `{0}`, then the value of `{1}`, …
 */
export const fillText = (text: string, values: readonly string[]): string =>
	text.replaceAll(sign, (written, quoted?: string, number?: string) => {
		if (quoted !== undefined) return quoted.replaceAll("''", "'");
		return number === undefined ? "'" : (values[Number(number)] ?? written);
	});

/**
 * - `apostrophe`: an apostrophe alone. It is written `''`. Java would drop it, and begin a quote.
 * - `brace`: a brace outside of `{0}` to `{9}`, such as in `{name}` or `{0,number}`. It is written `'{'` or `'}'`.
 * - `quote`: a quote that doesn't end.
 */
export type TextFault = "apostrophe" | "brace" | "quote";

/** `position` counts UTF-16 units from 0. */
type ParsedText = { ok: true; placeholders: number[] } | { ok: false; reason: TextFault; position: number };

/**
 * Returns the placeholders of a text in ascending order, or its first fault. What this function takes, Java's
 * MessageFormat takes, too, and fills in the same way. It takes less than Java.
 */
export function parseText(text: string): ParsedText {
	const position = text.replaceAll(sign, (written) => " ".repeat(written.length)).search(/['{}]/);
	if (position !== -1) return { ok: false, reason: faultAt(text, position), position };
	const numbers = [...text.matchAll(sign)].flatMap(([, , number]) => (number === undefined ? [] : [Number(number)]));
	return { ok: true, placeholders: [...new Set(numbers)].sort((a, b) => a - b) };
}

interface Stretch {
	start: number;
	end: number;
}

/** Where a text is wrong: its first fault, or else each placeholder that isn't among those that it may have. */
export function wrongStretches(text: string, allowed: readonly number[]): Stretch[] {
	const parsed = parseText(text);
	if (!parsed.ok) {
		const { position, reason } = parsed;
		return [{ start: position, end: reason === "quote" ? text.length : position + 1 }];
	}
	return [...text.matchAll(sign)]
		.filter(([, , number]) => number !== undefined && !allowed.includes(Number(number)))
		.map(({ index, 0: written }) => ({ start: index, end: index + written.length }));
}

function faultAt(text: string, position: number): TextFault {
	if (text[position] !== "'") return "brace";
	return /[{}]/.test(text[position + 1] ?? "") ? "quote" : "apostrophe";
}
