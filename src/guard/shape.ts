// The shape of a sent code: which texts have it, and whether the case of a typed letter counts. PURE.
import type { CodeShape } from "./types";

/** Rows hold the codes of this shape without a shape, so this constant never changes. */
export const usualShape: CodeShape = { length: 6, alphabet: "0123456789" };

export const isUsual = ({ length, alphabet }: CodeShape): boolean =>
	length === usualShape.length && alphabet === usualShape.alphabet;

/** A code is 64 characters long at the most, like every code that a client may send. */
const maxLength = 64;

/** Throws RangeError for a shape that no code can have. ASCII alone, so that a character is one unit of a text. */
export function checkShape({ length, alphabet }: CodeShape): void {
	if (!Number.isInteger(length) || length < 1 || length > maxLength) {
		throw new RangeError(`a code has 1 to ${maxLength} characters`);
	}
	if (!/^[!-~]{2,64}$/.test(alphabet) || new Set(alphabet).size !== alphabet.length) {
		throw new RangeError("an alphabet has 2 to 64 distinct visible characters of ASCII");
	}
}

/** Changes ASCII letters alone. `toUpperCase` would also turn other letters into letters of a code: "ſ" → "S". */
export const inUpperCase = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
export const inLowerCase = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/**
 * In which case a typed code is read. People may type either case where the alphabet has letters of one case alone.
 * With letters of both, two codes may differ in case alone.
 */
export function caseOf({ alphabet }: CodeShape): "asTyped" | "inUpperCase" | "inLowerCase" {
	if (!/[a-z]/.test(alphabet)) return "inUpperCase";
	return /[A-Z]/.test(alphabet) ? "asTyped" : "inLowerCase";
}

const cases = { asTyped: (text: string) => text, inUpperCase, inLowerCase };

/** What was typed, in the case of the alphabet. */
export const inItsCase = (shape: CodeShape, typed: string): string => cases[caseOf(shape)](typed);

/** Tells whether a typed text could be a code of this shape. */
export function fitsShape(shape: CodeShape, typed: string): boolean {
	const code = inItsCase(shape, typed);
	return code.length === shape.length && Array.from(code).every((character) => shape.alphabet.includes(character));
}

/** Whether a code of this shape has digits only. */
export const isNumeric = ({ alphabet }: CodeShape): boolean => /^[0-9]+$/.test(alphabet);
