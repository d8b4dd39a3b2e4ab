// The parts of most signature schemes: hash, HMAC, base64 from outside, sorted parameters, a recent time. PURE.
import { fromBase64, utf8 } from "../../crypto/bytes";

/** MD5 is workerd's addition to Web Crypto. Vonage signs with MD5, and Huawei's platform hashes passwords with MD5. */
type HashName = "MD5" | "SHA-1" | "SHA-256" | "SHA-512";

export async function hash(name: HashName, text: string): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await crypto.subtle.digest(name, utf8(text)));
}

/** @param key a text stands for its UTF-8 bytes */
export async function hmac(
	name: HashName,
	key: string | Uint8Array<ArrayBuffer>,
	text: string,
): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = typeof key === "string" ? utf8(key) : key;
	const imported = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: name }, false, ["sign"]);
	return new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8(text)));
}

/** The bytes of base64 that a stranger sent. Null when the text is no base64. */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> | null {
	try {
		return fromBase64(text);
	} catch {
		return null;
	}
}

/** Form parameters as providers sign them: by name and then by value, both in the order of code units. */
export function sortedPairs(params: URLSearchParams): [name: string, value: string][] {
	return [...params].sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Five minutes, as Standard Webhooks and Telnyx prescribe. Used where a provider names no other span. */
const toleranceSeconds = 5 * 60;

/**
 * Whether a signed time is close enough to ours, so that an old callback can't be played again.
 * @param seconds Unix time as it was signed; null or anything but digits is never recent
 */
export function isRecent(seconds: string | null, nowMs: number): boolean {
	if (seconds === null || !/^\d{1,12}$/.test(seconds)) return false;
	return Math.abs(nowMs / 1000 - Number(seconds)) <= toleranceSeconds;
}
