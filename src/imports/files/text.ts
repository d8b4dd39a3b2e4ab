// From the bytes of an upload to text, piece by piece: UTF-8 with or without a BOM, or Shift_JIS.
import { ApiError, invalid } from "../../errors";

/** The platform takes bodies of 100 MB. */
export const maxFileBytes = 90 * 1024 * 1024;

export type FileEncoding = "UTF-8" | "SHIFT_JIS";

export const fileTooLarge = () => new ApiError("E0000223", { subject: `${maxFileBytes / 1024 / 1024} MiB` });

/**
 * Reads a body as text.
 * @param encoding null: UTF-8, unless the first characters beyond ASCII are none
 * @throws ApiError 413 beyond `maxFileBytes`, 400 for bytes of another encoding
 */
export async function* readText(
	body: ReadableStream<Uint8Array>,
	encoding: FileEncoding | null,
): AsyncGenerator<string> {
	let decoder = encoding === null ? null : decoderOf(encoding);
	/** Until the encoding is known: what has come since the first byte beyond ASCII. */
	let held: Uint8Array = new Uint8Array();
	let received = 0;
	// Leaving the loop, also by an error, closes the stream and the connection.
	for await (const chunk of body) {
		received += chunk.byteLength;
		if (received > maxFileBytes) throw fileTooLarge();
		let bytes: Uint8Array = chunk;
		if (decoder === null) {
			const first = held.length > 0 ? 0 : asciiLength(chunk);
			// So far all encodings mean the same.
			if (first > 0) yield ascii(chunk.subarray(0, first));
			held = joined(held, chunk.subarray(first));
			if (held.length < tellingBytes) continue;
			decoder = decoderOf(encodingOf(held, false));
			bytes = held;
		}
		yield decode(decoder, bytes, true);
	}
	if (decoder !== null) yield decode(decoder, new Uint8Array(), false);
	else yield decode(decoderOf(encodingOf(held, true)), held, false);
}

/** The beginning of a file as text. Its last character may be cut, unless it is the whole file. */
export function readBeginning(
	bytes: Uint8Array,
	isWhole: boolean,
	given: FileEncoding | null,
): { text: string; encoding: FileEncoding } {
	const encoding = given ?? encodingOf(bytes.subarray(asciiLength(bytes)), isWhole);
	return { encoding, text: decode(decoderOf(encoding), bytes, !isWhole) };
}

/** So many bytes from the first one beyond ASCII tell the encoding, however the file arrives. */
const tellingBytes = 1024;

function encodingOf(bytes: Uint8Array, isWhole: boolean): FileEncoding {
	const isEnd = isWhole && bytes.length < tellingBytes;
	try {
		// A character may be cut at the end.
		utf8().decode(bytes.subarray(0, tellingBytes), { stream: !isEnd });
		return "UTF-8";
	} catch {
		return "SHIFT_JIS";
	}
}

const utf8 = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const decoderOf = (encoding: FileEncoding) =>
	encoding === "UTF-8" ? utf8() : new TextDecoder("shift_jis", { fatal: true, ignoreBOM: false });

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
	try {
		return decoder.decode(bytes, { stream });
	} catch {
		throw invalid("file", "import-file-encoding");
	}
}

const ascii = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function asciiLength(bytes: Uint8Array): number {
	const first = bytes.findIndex((byte) => byte >= 0x80);
	return first === -1 ? bytes.length : first;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
	const both = new Uint8Array(one.length + other.length);
	both.set(one);
	both.set(other, one.length);
	return both;
}
