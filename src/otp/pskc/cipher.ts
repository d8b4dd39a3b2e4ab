// The ciphers of a PSKC file: AES-CBC as XML Encryption fills its last block, HMAC over what is encrypted, PBKDF2.
import { fromBase64, toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";

const blockBytes = 16;

/** URI → bytes of the key. */
const keyBytesOf: ReadonlyMap<string, number> = new Map([
	["http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16],
	["http://www.w3.org/2001/04/xmlenc#aes192-cbc", 24],
	["http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32],
]);

const more = "http://www.w3.org/2001/04/xmldsig-more#hmac-";
/** A map, because a plain object also knows the name `constructor`. */
const hashes: ReadonlyMap<string, string> = new Map([
	["http://www.w3.org/2000/09/xmldsig#hmac-sha1", "SHA-1"],
	[`${more}sha256`, "SHA-256"],
	[`${more}sha384`, "SHA-384"],
	[`${more}sha512`, "SHA-512"],
	["http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#hmac-sha1", "SHA-1"],
	["http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#hmac-sha256", "SHA-256"],
]);

export const isKnownCipher = (uri: string): boolean => keyBytesOf.has(uri);

/** Also for the PRF of a password. Null for an unknown URI. */
export const hashOf = (uri: string): string | null => hashes.get(uri) ?? null;

/**
 * Decrypts AES-CBC. XML Encryption fills the last block with anything and says with the last byte how much; Web Crypto
 * wants PKCS #7. So a block is added that decrypts to a whole block of right padding, and the rest comes out as it is.
 * @returns null when the key has another length, or the padding can't be; never says which
 */
export async function decryptCbc(key: Uint8Array<ArrayBuffer>, uri: string, value: Uint8Array<ArrayBuffer>) {
	if (key.length !== keyBytesOf.get(uri) || value.length < 2 * blockBytes || value.length % blockBytes !== 0)
		return null;
	const imported = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["encrypt", "decrypt"]);
	const [iv, body] = [value.slice(0, blockBytes), value.slice(blockBytes)];
	const lastBlock = value.slice(-blockBytes);
	const padding = await crypto.subtle.encrypt({ name: "AES-CBC", iv: lastBlock }, imported, new Uint8Array(0));
	const padded = new Uint8Array(body.length + padding.byteLength);
	padded.set(body);
	padded.set(new Uint8Array(padding), body.length);
	const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, imported, padded));
	const filled = plain.at(-1) ?? 0;
	return filled < 1 || filled > blockBytes ? null : plain.slice(0, -filled);
}

/** Encrypts AES-CBC with a random IV in front. PKCS #7 is a valid filling, too. */
export async function encryptCbc(key: Uint8Array<ArrayBuffer>, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	const imported = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["encrypt"]);
	const iv = crypto.getRandomValues(new Uint8Array(blockBytes));
	const encrypted = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, imported, plain as Uint8Array<ArrayBuffer>);
	const value = new Uint8Array(blockBytes + encrypted.byteLength);
	value.set(iv);
	value.set(new Uint8Array(encrypted), blockBytes);
	return value;
}

/** RFC 6030 6.1.1: the MAC is made of the IV and the ciphertext. */
export async function macOf(key: Uint8Array<ArrayBuffer>, hash: string, value: Uint8Array<ArrayBuffer>) {
	const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
	return new Uint8Array(await crypto.subtle.sign("HMAC", imported, value));
}

export async function isMacOf(
	key: Uint8Array<ArrayBuffer>,
	hash: string,
	value: Uint8Array<ArrayBuffer>,
	mac: Uint8Array,
): Promise<boolean> {
	return equalConstantTime(toHex(await macOf(key, hash, value)), toHex(mac));
}

/** Web Crypto's limit in production. */
export const maxRounds = 100_000;

export async function deriveKey(
	password: Uint8Array<ArrayBuffer>,
	{ salt, rounds, hash, bytes }: { salt: Uint8Array<ArrayBuffer>; rounds: number; hash: string; bytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
	const imported = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
	const how = { name: "PBKDF2", salt, iterations: rounds, hash };
	return new Uint8Array(await crypto.subtle.deriveBits(how, imported, 8 * bytes));
}

/** The bytes of a value of the file, which may have line breaks; null when it is no Base64. */
export function readBase64(text: string | null): Uint8Array<ArrayBuffer> | null {
	if (text === null) return null;
	try {
		return fromBase64(text.replaceAll(/\s/g, ""));
	} catch {
		return null;
	}
}
