// Shared secrets as Base32, Base64 and hexadecimal (RFC 4648). Reading is strict, but allows how people write. PURE.

/** How a shared secret is written. */
export type SecretEncoding = "base32" | "base64" | "hexadecimal";

/** The bytes of a secret, or what is wrong with its text. */
type DecodedSecret = { ok: true; bytes: Uint8Array } | { ok: false; reason: "alphabet" | "length" | "padding" };

interface Format {
	symbols: string;
	bitsPerSymbol: number;
	/** Padding fills a text up to a multiple of this many symbols; 1 where there is no padding. */
	group: number;
	padsOnWriting: boolean;
	/** All characters that may occur. Checked before folding, because folding turns "ı" and "ſ" into plain capitals. */
	shape: RegExp;
	fold(text: string): string;
}

const formats: Record<SecretEncoding, Format> = {
	base32: {
		symbols: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
		bitsPerSymbol: 5,
		group: 8,
		padsOnWriting: false,
		shape: /^[A-Za-z2-7= -]*$/,
		fold: (text) => text.replace(/[ -]/g, "").toUpperCase(),
	},
	base64: {
		symbols: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
		bitsPerSymbol: 6,
		group: 4,
		padsOnWriting: true,
		// Either alphabet, but not both in one text: a mixture is a sign of damage.
		shape: /^(?:[A-Za-z0-9+/=]*|[A-Za-z0-9_=-]*)$/,
		fold: (text) => text.replaceAll("-", "+").replaceAll("_", "/"),
	},
	hexadecimal: {
		symbols: "0123456789abcdef",
		bitsPerSymbol: 4,
		group: 1,
		padsOnWriting: false,
		shape: /^[0-9A-Fa-f]*$/,
		fold: (text) => text.toLowerCase(),
	},
};

/**
 * Reads a shared secret (RFC 4648 sections 4, 5, 6 and 8). Base32 may be in either case and grouped by spaces and
 * dashes. Base64 may use the URL-safe alphabet. Hexadecimal may be in either case. Padding may be left out. Bits of the
 * last symbol that make no whole byte are dropped, whatever they are: makers of seeds draw symbols at random, and every
 * other product takes such a seed. So the same bytes may have several spellings, and only the bytes tell a duplicate.
 * @param text the secret as it was given; the empty text gives no bytes
 * @param encoding how the text is written
 * @returns the bytes, or a reason. `alphabet`: a character has no place in the encoding. `length`: no bytes have this
 *   number of characters. `padding`: the number or the place of "=" is wrong.
 */
export function decodeSecret(text: string, encoding: SecretEncoding): DecodedSecret {
	const { symbols, bitsPerSymbol, group, shape, fold } = formats[encoding];
	if (!shape.test(text)) return { ok: false, reason: "alphabet" };
	const folded = fold(text);
	const data = folded.split("=", 1)[0] ?? "";
	const unusedBits = (data.length * bitsPerSymbol) % 8;
	if (unusedBits >= bitsPerSymbol) return { ok: false, reason: "length" };
	if (folded !== data && folded !== pad(data, group)) return { ok: false, reason: "padding" };

	const bytes = new Uint8Array((data.length * bitsPerSymbol - unusedBits) / 8);
	let written = 0;
	let pending = 0;
	let pendingBits = 0;
	for (const symbol of data) {
		pending = (pending << bitsPerSymbol) | symbols.indexOf(symbol);
		pendingBits += bitsPerSymbol;
		if (pendingBits < 8) continue;
		pendingBits -= 8;
		bytes[written++] = pending >>> pendingBits;
		pending &= (1 << pendingBits) - 1;
	}
	return { ok: true, bytes };
}

/**
 * Writes a shared secret (RFC 4648 sections 4, 6 and 8).
 * @param bytes the secret
 * @param encoding how to write it
 * @returns Base32 in capitals without padding, Base64 of the standard alphabet with padding, or lower-case hexadecimal
 */
export function encodeSecret(bytes: Uint8Array, encoding: SecretEncoding): string {
	const { symbols, bitsPerSymbol, group, padsOnWriting } = formats[encoding];
	let text = "";
	let pending = 0;
	let pendingBits = 0;
	for (const byte of bytes) {
		pending = (pending << 8) | byte;
		pendingBits += 8;
		while (pendingBits >= bitsPerSymbol) {
			pendingBits -= bitsPerSymbol;
			text += symbols.charAt(pending >>> pendingBits);
			pending &= (1 << pendingBits) - 1;
		}
	}
	if (pendingBits > 0) text += symbols.charAt(pending << (bitsPerSymbol - pendingBits));
	return padsOnWriting ? pad(text, group) : text;
}

function pad(text: string, group: number): string {
	return text.padEnd(Math.ceil(text.length / group) * group, "=");
}
