// From an expression of Java to one of RE2: what is translated, and what can't be. PURE.

/** Why a part of a Java expression can't be taken: RE2 doesn't have it, or reads it otherwise. */
type ForeignPart =
	| "expression-look-around"
	| "expression-back-reference"
	| "expression-possessive"
	| "expression-atomic"
	| "expression-flag"
	| "expression-octal"
	| "expression-escape"
	| "expression-class-in-class"
	| "expression-repetition"
	| "expression-quote-in-class";

type Translated = { ok: true; pattern: string } | { ok: false; reason: ForeignPart; written: string };

const posixClasses: Readonly<Record<string, string>> = {
	Alpha: "alpha",
	Digit: "digit",
	Alnum: "alnum",
	Upper: "upper",
	Lower: "lower",
	Punct: "punct",
	Space: "space",
	XDigit: "xdigit",
	Cntrl: "cntrl",
	Graph: "graph",
	Print: "print",
	Blank: "blank",
	ASCII: "ascii",
};

const mostRepeats = 1_000;

/** What begins at each place of an expression. The first that fits is taken. */
const outside = {
	quoted: /\\Q[\s\S]*?(?:\\E|$)/y,
	escape: /\\(?:u[0-9A-Fa-f]{4}|[pP]\{\w+\}|[pP]\w|x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[\s\S]|$)/y,
	group: /\((?:\?(?:<[A-Za-z]\w*>|<[=!]|[=!>:]|[A-Za-z-]*[:)]?)?)?/y,
	repeat: /(?:[*+?]|\{[^}]*\}?)[?+]?/y,
	class: /\[\^?\]?/y,
	plain: /[^\\([*+?{]/y,
};

const inside = { escape: outside.escape, and: /&&/y, open: /\[/y, close: /\]/y, plain: /[\s\S]/y };

/** Translates an expression, or names the first part that can't be. */
export function translateJava(expression: string): Translated {
	let pattern = "";
	let isInClass = false;
	for (let at = 0; at < expression.length; ) {
		const { kind, written } = pieceAt(expression, at, isInClass ? inside : outside);
		const reason = foreignPart(kind, written, isInClass);
		if (reason !== null) return { ok: false, reason, written };
		pattern += kind === "escape" ? rewritten(written, isInClass) : written;
		if (kind === "class") isInClass = true;
		if (kind === "close") isInClass = false;
		at += written.length;
	}
	return { ok: true, pattern: pattern.replaceAll(surrogates, (_, high, low) => `\\x{${joined(high, low)}}`) };
}

function pieceAt(text: string, at: number, kinds: Readonly<Record<string, RegExp>>) {
	for (const [kind, pattern] of Object.entries(kinds)) {
		pattern.lastIndex = at;
		const [written] = pattern.exec(text) ?? [];
		if (written) return { kind, written };
	}
	return { kind: "plain", written: text.charAt(at) };
}

function foreignPart(kind: string, written: string, isInClass: boolean): ForeignPart | null {
	switch (kind) {
		case "escape":
			return foreignEscape(written, isInClass);
		case "group":
			if (/^\(\?<?[=!]/.test(written)) return "expression-look-around";
			if (written === "(?>") return "expression-atomic";
			return /^\((\?(<\w+>|:|[ims]*(-[ims]+)?[:)]))?$/.test(written) ? null : "expression-flag";
		case "repeat":
			return foreignRepeat(written);
		case "and":
		case "open":
			return "expression-class-in-class";
		default:
			return null;
	}
}

function foreignEscape(written: string, isInClass: boolean): ForeignPart | null {
	const letter = written.charAt(1);
	if (/[1-9k]/.test(letter)) return "expression-back-reference";
	if (letter === "0") return "expression-octal";
	if (isInClass && letter === "Q") return "expression-quote-in-class";
	// Behind the last backslash nothing is left. Of the letters, both engines know these.
	return /^[dDwWsSbBAzntrfaxupPQE]$|^[^A-Za-z]$/.test(letter) ? null : "expression-escape";
}

function foreignRepeat(written: string): ForeignPart | null {
	if (/.\+$/.test(written)) return "expression-possessive";
	if (!written.startsWith("{")) return null;
	const [, least, most] = /^\{(\d{1,9})(?:,(\d{0,9}))?\}\??$/.exec(written) ?? [];
	if (least === undefined) return "expression-repetition";
	return Math.max(Number(least), Number(most ?? "")) > mostRepeats ? "expression-repetition" : null;
}

function rewritten(written: string, isInClass: boolean): string {
	const [, codePoint] = /^\\u(.{4})$/.exec(written) ?? [];
	if (codePoint !== undefined) return `\\x{${codePoint}}`;
	const [, letter, name = ""] = /^\\([pP])\{(\w+)\}$/.exec(written) ?? [];
	if (letter === undefined) return written;
	const posix = Object.hasOwn(posixClasses, name) ? posixClasses[name] : undefined;
	if (posix === undefined) return `\\${letter}{${name.replace(/^Is(?=[A-Z])/, "")}}`;
	const own = `[:${letter === "P" ? "^" : ""}${posix}:]`;
	return isInClass ? own : `[${own}]`;
}

/** Java writes a character above U+FFFF as two. */
const surrogates = /\\x\{(d[89ab][0-9a-f]{2})\}\\x\{(d[c-f][0-9a-f]{2})\}/gi;

const joined = (high: string, low: string): string =>
	(((Number.parseInt(high, 16) - 0xd800) << 10) + Number.parseInt(low, 16) - 0xdc00 + 0x10000).toString(16);
