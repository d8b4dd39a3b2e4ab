// Codes from an event counter (RFC 4226), and the search for the counter of a code. PURE.
import { equalConstantTime } from "../crypto/digest";
import { formatCode } from "./code";

/** The three hashes of RFC 6238, by their Web Crypto names. RFC 4226 has SHA-1 only. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-512";

/**
 * Imports a shared secret for `hotp`, so that a caller can keep the key instead of the bytes.
 * @param secret shared secret, 1 byte or more
 * @param algorithm hash of the HMAC
 * @returns a key that signs and can't be exported
 * @throws RangeError (as a rejection) when the secret is empty
 */
export async function importHmacKey(secret: Uint8Array, algorithm: HashAlgorithm): Promise<CryptoKey> {
	if (secret.length === 0) throw new RangeError("secret must not be empty");
	return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: algorithm }, false, ["sign"]);
}

/**
 * Computes the code of one counter (RFC 4226 section 5.3). With a time step as the counter it is RFC 6238 section 4.2.
 * @param key from `importHmacKey`
 * @param counter integer, 0 to 2^53 - 1
 * @param digits length of the code, 1 to 10
 * @returns the code, padded with zeros on the left
 * @throws RangeError (as a rejection) when the counter or the digits are out of range
 */
export async function hotp(key: CryptoKey, counter: number, digits: number): Promise<string> {
	return codeOf(new DataView(await crypto.subtle.sign("HMAC", key, counterBytes(counter))), digits);
}

/**
 * Computes the codes of many counters at once.
 * @param key from `importHmacKey`
 * @param counters integers, 0 to 2^53 - 1, in any order
 * @param digits length of each code, 1 to 10
 * @returns the codes, in the order of `counters`
 * @throws RangeError (as a rejection) when a counter or the digits are out of range
 */
export async function hotpCodes(key: CryptoKey, counters: readonly number[], digits: number): Promise<string[]> {
	if (counters.length === 1) return [await hotp(key, counters[0]!, digits)];
	// Not one `hotp` per counter, because each call would cost a second promise and a second turn.
	const sign = (counter: number) => crypto.subtle.sign("HMAC", key, counterBytes(counter));
	const macs = await Promise.all(counters.map(sign));
	return macs.map((mac) => codeOf(new DataView(mac), digits));
}

/**
 * Finds the counters of a code. All codes are compared, so that the duration doesn't tell where the right code stands.
 * @param codes codes computed for `counters`
 * @param counters counters in the same order, as many as `codes`
 * @param code what was typed
 * @returns the counters whose code is equal, in order; several only when two counters happen to have the same code
 * @throws RangeError when there aren't as many counters as codes
 */
export function matchCounters(codes: readonly string[], counters: readonly number[], code: string): number[] {
	refuseUnpaired(codes, counters);
	return counters.filter((_, index) => equalConstantTime(codes[index]!, code));
}

/**
 * Finds the counter of a token by two codes that it showed in a row (RFC 4226 section 7.4 and appendix E.4).
 * @param codes codes computed for `counters`
 * @param counters consecutive ascending counters, as many as `codes`; a pair across a gap never fits
 * @param first code shown first
 * @param second code shown next
 * @returns the counter of `second`, for the first pair in order that fits, or null
 * @throws RangeError when there aren't as many counters as codes
 */
export function matchConsecutive(
	codes: readonly string[],
	counters: readonly number[],
	first: string,
	second: string,
): number | null {
	refuseUnpaired(codes, counters);
	const fitsFirst = codes.map((own) => equalConstantTime(own, first));
	const fitsSecond = codes.map((own) => equalConstantTime(own, second));
	const place = counters.reduceRight((found, counter, index) => {
		const follows = counters[index - 1] === counter - 1;
		return fitsFirst[index - 1] && fitsSecond[index] && follows ? index : found;
	}, -1);
	return counters[place] ?? null;
}

function counterBytes(counter: number): Uint8Array {
	if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError("counter must be an integer, 0 to 2^53 - 1");
	const bytes = new Uint8Array(8);
	// Shifts use 32 bits only, so the upper half is divided off first. Each assignment keeps the lowest 8 bits. The
	// first byte stays zero below 2^53.
	const high = Math.floor(counter / 2 ** 32);
	bytes[1] = high >>> 16;
	bytes[2] = high >>> 8;
	bytes[3] = high;
	bytes[4] = counter >>> 24;
	bytes[5] = counter >>> 16;
	bytes[6] = counter >>> 8;
	bytes[7] = counter;
	return bytes;
}

/** Dynamic truncation (RFC 4226 section 5.3, step 2), then the digits. */
function codeOf(mac: DataView, digits: number): string {
	const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
	return formatCode(mac.getUint32(offset) & 0x7fff_ffff, digits);
}

function refuseUnpaired(codes: readonly string[], counters: readonly number[]): void {
	if (codes.length !== counters.length) throw new RangeError("there must be as many counters as codes");
}
