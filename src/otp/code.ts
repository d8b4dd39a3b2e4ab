// The code as a person sees it: its shape and its digits. PURE.

// RFC 4226 truncates to 31 bits, which is 2147483647 at most. An eleventh digit would always be zero.
const maxDigits = 10;

/**
 * Tells whether something typed has exactly the shape of a numeric code.
 * @param input any value; only a string can pass
 * @param digits expected length
 * @returns true for exactly `digits` characters, all of them ASCII 0–9; full-width digits and spaces don't pass
 */
export function isWellFormedCode(input: unknown, digits: number): input is string {
	return typeof input === "string" && input.length === digits && /^[0-9]+$/.test(input);
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
	if (!Number.isInteger(digits) || digits < 1 || digits > maxDigits) {
		throw new RangeError(`digits must be an integer from 1 to ${maxDigits}`);
	}
	return String(truncated % 10 ** digits).padStart(digits, "0");
}
