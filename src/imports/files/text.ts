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
	let decoder = encoding === "SHIFT_JIS" ? shiftJis() : utf8();
	/** So far both encodings mean the same. */
	let isOpen = encoding === null;
	let received = 0;
	// Leaving the loop, also by an error, closes the stream and the connection.
	for await (const chunk of body) {
		received += chunk.byteLength;
		if (received > maxFileBytes) throw fileTooLarge();
		if (isOpen && !isAscii(chunk)) {
			isOpen = false;
			if (!isBeginningOfUtf8(chunk)) decoder = shiftJis();
		}
		yield decode(() => decoder.decode(chunk, { stream: true }));
	}
	yield decode(() => decoder.decode());
}

/** The beginning of a file as text. Its last character may be cut. */
export function readBeginning(bytes: Uint8Array, given: FileEncoding | null): { text: string; encoding: FileEncoding } {
	const encoding = given ?? (isBeginningOfUtf8(bytes) ? "UTF-8" : "SHIFT_JIS");
	const decoder = encoding === "UTF-8" ? utf8() : shiftJis();
	return { encoding, text: decode(() => decoder.decode(bytes, { stream: true })) };
}

const utf8 = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const shiftJis = () => new TextDecoder("shift_jis", { fatal: true, ignoreBOM: false });

function decode(read: () => string): string {
	try {
		return read();
	} catch {
		throw invalid("file", "import-file-encoding");
	}
}

const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);

/** A character may be cut at the end of the piece. */
function isBeginningOfUtf8(bytes: Uint8Array): boolean {
	try {
		utf8().decode(bytes, { stream: true });
		return true;
	} catch {
		return false;
	}
}
