// Reads DER (X.690), as far as signatures and certificates need it. PURE.

interface Element {
	tag: number;
	contents: Uint8Array<ArrayBuffer>;
	/** Tag, length and contents. */
	whole: Uint8Array<ArrayBuffer>;
}

/** The elements of `bytes`, which lie one after the other. Throws when a length points outside. */
export function readElements(bytes: Uint8Array<ArrayBuffer>): Element[] {
	const elements: Element[] = [];
	for (let offset = 0; offset < bytes.length; ) {
		const { start, end } = readExtent(bytes, offset);
		elements.push({
			tag: byteAt(bytes, offset),
			contents: bytes.slice(start, end),
			whole: bytes.slice(offset, end),
		});
		offset = end;
	}
	return elements;
}

function readExtent(bytes: Uint8Array, offset: number): { start: number; end: number } {
	const first = byteAt(bytes, offset + 1);
	// Below 0x80 the byte is the length; above, its low bits say how many bytes hold the length.
	const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
	if (lengthBytes > 3) throw new RangeError("a DER length of more than three bytes");
	let length = lengthBytes === 0 ? first : 0;
	for (let index = 0; index < lengthBytes; index++) length = length * 256 + byteAt(bytes, offset + 2 + index);
	const start = offset + 2 + lengthBytes;
	if (start + length > bytes.length) throw new RangeError("a DER length past the end");
	return { start, end: start + length };
}

function byteAt(bytes: Uint8Array, index: number): number {
	const byte = bytes[index];
	if (byte === undefined) throw new RangeError("DER ends early");
	return byte;
}
