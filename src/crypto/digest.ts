// One-way forms, and their comparison: SHA-256 for long random tokens, HMAC for values that can be guessed. PURE.
import { fromBase64, toHex, utf8 } from "./bytes";

/** SHA-256 as 64 lower-case hex digits. Only for secrets of 128 bits and more, such as API tokens. */
export async function sha256(text: string): Promise<string> {
	return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
}

const imported = new Map<string, Promise<CryptoKey>>();

/**
 * HMAC-SHA-256 as 64 hex digits. With it a value can be found again, or a guessable value checked, without storing it.
 * @param key base64 of 32 bytes
 * @param purpose separates uses of one key (`users.email`), so that equal values in two columns don't look equal
 */
export async function keyedHash(key: string, purpose: string, value: string): Promise<string> {
	let hmacKey = imported.get(key);
	if (!hmacKey) {
		hmacKey = crypto.subtle.importKey("raw", fromBase64(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
		imported.set(key, hmacKey);
	}
	return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey, utf8(`${purpose}\0${value}`))));
}

/**
 * Compares two texts in a time that depends on their length, and not on where they differ. Texts of unequal length
 * return at once, because a length is no secret. This is a best effort: a JIT compiler and a garbage collector give no
 * guarantee of constant time.
 *
 * It is not workerd's `crypto.subtle.timingSafeEqual`, because that function takes bytes: both texts would be copied
 * first. Then a comparison takes over ten times as long, and the guard compares all codes of a window per attempt.
 */
export function equalConstantTime(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
	return difference === 0;
}
