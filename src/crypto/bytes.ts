// Bytes and their text forms. PURE.

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text) as Uint8Array<ArrayBuffer>;

/** A function takes some ten thousand arguments at the most. */
const mostArguments = 8_192;

/** Standard alphabet, padded. */
export function toBase64(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += mostArguments) {
		text += String.fromCharCode(...bytes.subarray(at, at + mostArguments));
	}
	return btoa(text);
}

export function toBase64Url(bytes: Uint8Array): string {
	return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Accepts standard and URL-safe alphabets. Throws on anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += hexOfByte[byte];
	return text;
}
