// What most signature schemes are made of: a hash or an HMAC over text, and base64 from outside.
import { fromBase64, utf8 } from "../../crypto/bytes";

/** MD5 is workerd's addition to Web Crypto. Vonage still signs with it, and Huawei's platform hashes passwords with it. */
type HashName = "MD5" | "SHA-1" | "SHA-256" | "SHA-512";

export async function hash(name: HashName, text: string): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await crypto.subtle.digest(name, utf8(text)));
}

/** @param key text stands for its UTF-8 bytes */
export async function hmac(
	name: HashName,
	key: string | Uint8Array<ArrayBuffer>,
	text: string,
): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = typeof key === "string" ? utf8(key) : key;
	const imported = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: name }, false, ["sign"]);
	return new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8(text)));
}

/** The bytes of base64 that a stranger sent; null when it isn't any. */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> | null {
	try {
		return fromBase64(text);
	} catch {
		return null;
	}
}
