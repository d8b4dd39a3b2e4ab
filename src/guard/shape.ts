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

/**
 * Whether the case of typed letters makes no difference. An alphabet with a lower-case letter makes the case count,
 * because two of its codes may differ in case alone. Without such a letter, people may type either case.
 */
export const ignoresCase = ({ alphabet }: CodeShape): boolean => !/[a-z]/.test(alphabet);

/** Changes ASCII letters alone. `toUpperCase` would also turn other letters into letters of a code: "ſ" → "S". */
export const inUpperCase = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());

/** Tells whether a typed text could be a code of this shape. */
export function fitsShape(shape: CodeShape, typed: string): boolean {
	const code = ignoresCase(shape) ? inUpperCase(typed) : typed;
	return code.length === shape.length && Array.from(code).every((character) => shape.alphabet.includes(character));
}

/** Whether a code of this shape has digits only. */
export const isNumeric = ({ alphabet }: CodeShape): boolean => /^[0-9]+$/.test(alphabet);
