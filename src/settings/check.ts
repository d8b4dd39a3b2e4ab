// Whether a property takes a value: what is wrong with it, how it is stored, and what its writer should know. PURE.
import { because, type Cause, type ParamsOf } from "../errors/cause";
import type { Reason } from "../errors/words/shape";
import type { Named } from "./catalogue";
import type { PropertyType } from "./catalogue/property";
import { compileExpression } from "./expression";
import { sanitizeHtml } from "./html";
import { parseText } from "./text-format";

export type Checked =
	| {
			ok: true;
			/** As it is stored. */
			value: string;
			warnings: Cause[];
	  }
	| { ok: false; cause: Cause };

const longestHtml = 16_384;
const longestMessage = 4_096;
const longestUrl = 1_024;

const taken = (value: string, ...warnings: Cause[]): Checked => ({ ok: true, value, warnings });
const refused = <R extends Reason>(reason: R, ...params: ParamsOf<R>): Checked => ({
	ok: false,
	cause: because(reason, ...params),
});

/** Line breaks in a name or an address would begin another header of a mail. Direction marks forge what people read. */
const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Checks a value that somebody has typed, or that stands in a file. */
export async function checkValue({ property, name }: Named, given: string): Promise<Checked> {
	const { kind } = property.type;
	const value = property.isSecret ? given : given.trim();
	if (value === "" && kind !== "html" && kind !== "text" && kind !== "expression") return refused("empty");
	const checked = await checkType(property.type, value);
	if (!checked.ok) return checked;
	const warnings = [...checked.warnings];
	if (value.startsWith("=")) warnings.push(because("begins-with-equals"));
	if (name === "authentipad.is_ada_compliant" && checked.value === "false") warnings.push(because("always-accessible"));
	return { ...checked, warnings };
}

async function checkType(type: PropertyType, value: string): Promise<Checked> {
	switch (type.kind) {
		case "switch":
			return /^(true|false)$/i.test(value) ? taken(value.toLowerCase()) : refused("not-boolean");
		case "number":
			return checkNumber(value, type);
		case "text":
			return checkLine(value, type.max);
		case "html":
			return checkHtml(value);
		case "message":
			return checkMessage(value, type);
		case "keys":
			return checkKeys(value);
		case "choice":
			return type.values.includes(value) ? taken(value) : refused("not-one-of", { values: type.values });
		case "class":
			return type.known.includes(value) ? taken(value) : refused("class-unknown");
		case "expression":
			return checkExpression(value);
		case "url":
			return URL.canParse(value) ? checkLine(value, longestUrl) : refused("not-url");
		case "sender":
			return checkSender(value, type.max);
		case "word":
			return checkWord(value);
		case "alphabet":
			return checkAlphabet(value);
	}
}

function checkNumber(value: string, { min, max }: { min: number; max: number }): Checked {
	if (!/^-?\d{1,15}$/.test(value)) return refused("not-whole-number");
	const number = Number(value);
	if (number < min) return refused("below-minimum", { minimum: min });
	return number > max ? refused("above-maximum", { maximum: max }) : taken(String(number));
}

function checkLine(value: string, max: number): Checked {
	if (value.length > max) return refused("too-long", { maximum: max });
	return forbidden.test(value) ? refused("control-characters") : taken(value);
}

/** A name may have a comma. With one, an address would be a list of them. */
function checkSender(value: string, max: number): Checked {
	const line = checkLine(value, max);
	if (!line.ok) return line;
	if (/[<>"\\]/.test(value)) return refused("sender-name");
	return value.includes("@") && /[\s,;]/.test(value) ? refused("one-address") : line;
}

function checkHtml(value: string): Checked {
	if (value.length > longestHtml) return refused("too-long", { maximum: longestHtml });
	const { html, dropped } = sanitizeHtml(value);
	return dropped.length === 0 ? taken(html) : taken(html, because("html-dropped", { parts: dropped.slice(0, 10) }));
}

const faults = { apostrophe: "text-apostrophe", brace: "text-brace", quote: "text-quote" } as const;

function checkMessage(given: string, type: Extract<PropertyType, { kind: "message" }>): Checked {
	const value = given.replaceAll(/\r\n?/g, "\n");
	const lines = type.hasLines ? value.split("\n") : [value];
	if (value.length > longestMessage) return refused("too-long", { maximum: longestMessage });
	if (lines.some((line) => forbidden.test(line))) return refused("control-characters");
	const parsed = parseText(value);
	if (!parsed.ok) return refused(faults[parsed.reason], { position: parsed.position });
	const foreign = parsed.placeholders.find((number) => !type.placeholders.includes(number));
	if (foreign !== undefined) return refused("text-placeholder", { placeholder: `{${foreign}}` });
	if (type.needsCode && !parsed.placeholders.includes(0)) return refused("text-without-code", { code: "{0}" });
	return taken(value);
}

/** The reference's books also print `、` between the keys. */
function checkKeys(value: string): Checked {
	const keys = value.split(/[\s,、，]+/).filter((key) => key !== "");
	return keys.every((key) => /^[A-Za-z]\w{0,63}$/.test(key)) ? taken(keys.join(",")) : refused("field-keys");
}

async function checkExpression(value: string): Promise<Checked> {
	const compiled = await compileExpression(value);
	if (!compiled.ok) return compiled;
	// In a file a backslash is written twice. Who types a value as it stands in a file means something else by it.
	return /\\\\[dDwWsS.]/.test(value) ? taken(value, because("doubled-backslash")) : taken(value);
}

/** Signs that people take for each other when they copy a code. */
const lookAlikes = ["0Oo", "1Il", "2Zz", "5Ss", "8B", "9gq", "uv"];

function checkAlphabet(value: string): Checked {
	if (!/^[A-Za-z0-9]{10,62}$/.test(value) || new Set(value).size < value.length) return refused("code-alphabet");
	const alike = lookAlikes.map((signs) => [...signs].filter((sign) => value.includes(sign)).join(" "));
	const found = alike.filter((signs) => signs.length > 1);
	return found.length === 0 ? taken(value) : taken(value, because("look-alikes", { signs: found }));
}

/** The reference prints the name of an input with a blank in it. */
function checkWord(value: string): Checked {
	const whole = value.replaceAll(" ", "");
	if (!/^[A-Za-z_][\w.-]{0,63}$/.test(whole)) return refused("property-word");
	return whole === value ? taken(value) : taken(whole, because("blanks-left-out"));
}
