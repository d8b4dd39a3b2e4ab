// The code as a person sees it: its shape, its comparison, its digits, and codes drawn by chance.

// The truncation of RFC 4226 has 31 bits, so a tenth digit is the last one that can say anything.
const MAX_DIGITS = 10;

/**
 * Tells whether something typed has exactly the shape of a numeric code.
 * @param input whatever arrived; only a string can pass
 * @param digits expected length
 * @returns true for exactly `digits` characters, all of them ASCII 0–9; full-width digits and spaces don't pass
 */
export function isWellFormedCode(input: unknown, digits: number): input is string {
	return typeof input === "string" && input.length === digits && /^[0-9]+$/.test(input);
}

/**
 * Compares two codes in a time that depends on their length only.
 * @param a any string
 * @param b any string
 * @returns true when equal; strings of unequal length differ at once, for the length of a code is no secret
 */
export function equalCodes(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
	return difference === 0;
}

/**
 * Writes a truncated MAC as a code (RFC 4226 section 5.3, step 3).
 * @param truncated integer, 0 to 2^31 - 1
 * @param digits length of the code, 1 to 10; a code of 10 digits never begins above 2
 * @returns `truncated` modulo 10^digits, padded with zeros on the left
 * @throws RangeError when either argument is out of its range
 */
export function formatCode(truncated: number, digits: number): string {
	if (truncated !== (truncated & 0x7fff_ffff)) throw new RangeError("truncated value must be an integer of 31 bits");
	if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DIGITS) {
		throw new RangeError(`digits must be an integer from 1 to ${MAX_DIGITS}`);
	}
	return String(truncated % 10 ** digits).padStart(digits, "0");
}

/**
 * Draws a code by chance, every string of the alphabet equally likely.
 * @param length characters to draw, 1 or more
 * @param alphabet 2 to 256 distinct characters (code points)
 * @returns `length` characters of `alphabet`
 * @throws RangeError when the length or the alphabet is out of its range
 */
export function randomCode(length: number, alphabet: string): string {
	const symbols = Array.from(alphabet);
	if (!Number.isSafeInteger(length) || length < 1) throw new RangeError("length must be a positive integer");
	if (symbols.length < 2 || symbols.length > 256 || new Set(symbols).size !== symbols.length) {
		throw new RangeError("alphabet must have 2 to 256 distinct characters");
	}
	// A plain remainder would favour the first symbols whenever their number doesn't divide 256 (CVE-2021-23451).
	const bound = 256 - (256 % symbols.length);
	const bytes = new Uint8Array(Math.min(2 * length, 256));
	let code = "";
	for (let drawn = 0; drawn < length; ) {
		for (const byte of crypto.getRandomValues(bytes)) {
			if (byte >= bound || drawn === length) continue;
			code += symbols[byte % symbols.length];
			drawn++;
		}
	}
	return code;
}
