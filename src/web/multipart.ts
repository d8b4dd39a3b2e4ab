// Reading a form that has a file: its fields first, then the file while it arrives. No file is in memory as a whole.
import { utf8 } from "../crypto/bytes";
import { ApiError, notWellFormed } from "../errors";
import { type FormFields, readFields } from "./form";

/** A file that somebody chose. */
export interface FormFile {
	/** Empty where nothing was chosen. */
	name: string;
	body: ReadableStream<Uint8Array>;
	/** Takes what nobody has read. A browser shows no answer before it has sent its whole form. */
	discard(): Promise<void>;
}

export interface FileForm {
	fields: FormFields;
	file: FormFile | null;
}

/** All fields together, as for a form without a file. */
const mostFieldBytes = 64 * 1024;
const mostHeadBytes = 4 * 1024;
/** The platform takes bodies of 100 MB. */
const mostDiscardedBytes = 100 * 1024 * 1024;

const contentType = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;

/**
 * Reads a form whose file is its last field. The same form without a file may come urlencoded.
 * @throws what `readFields` throws
 */
export async function readFileForm(request: Request): Promise<FileForm> {
	const [, quoted, plain] = contentType.exec(request.headers.get("content-type") ?? "") ?? [];
	const boundary = quoted ?? plain;
	if (boundary === undefined || request.body === null) return { fields: await readFields(request), file: null };
	const parts = new PartReader(request.body, boundary);
	const fields = new Map<string, string>();
	let left = mostFieldBytes;
	await parts.text(parts.end, 0);
	while (await parts.hasNext()) {
		const head = await parts.text(headEnd, mostHeadBytes);
		const name = parameter(head, "name");
		const fileName = parameter(head, "filename");
		if (name === null || fields.has(name)) throw notWellFormed();
		if (fileName !== null) {
			const file = { name: fileName, body: parts.stream(), discard: () => parts.discard() };
			return { fields: Object.fromEntries(fields), file };
		}
		const value = await parts.text(parts.end, left);
		left -= utf8(value).length;
		fields.set(name, value);
	}
	return { fields: Object.fromEntries(fields), file: null };
}

const lineBreak = utf8("\r\n");
const headEnd = utf8("\r\n\r\n");
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Of the header that names the part. Browsers write a quotation mark in a name as %22. */
function parameter(head: string, name: string): string | null {
	const [, value] = new RegExp(`^content-disposition:\\s*form-data\\b.*?;\\s*${name}="([^"]*)"`, "im").exec(head) ?? [];
	return value ?? null;
}

class PartReader {
	/** Ends every part. */
	readonly end: Uint8Array;
	readonly #source: ReadableStreamDefaultReader<Uint8Array>;
	/** What has come and isn't read yet. The first part's boundary has no line break before it, the others have. */
	#held: Uint8Array = lineBreak;

	constructor(body: ReadableStream<Uint8Array>, boundary: string) {
		this.end = utf8(`\r\n--${boundary}`);
		this.#source = body.getReader();
	}

	/** Behind the end of a part: whether another one follows. */
	async hasNext(): Promise<boolean> {
		while (this.#held.length < 2) await this.#more();
		const sign = String.fromCharCode(...this.#take(2));
		if (sign !== "\r\n" && sign !== "--") throw notWellFormed();
		return sign === "\r\n";
	}

	/** All up to the mark, without it. */
	async text(mark: Uint8Array, mostBytes: number): Promise<string> {
		for (;;) {
			const at = placeOf(mark, this.#held);
			const length = at === -1 ? this.#held.length - mark.length : at;
			if (length > mostBytes) throw new ApiError("E0000223", { subject: `${mostFieldBytes / 1024} KiB` });
			if (at === -1) {
				await this.#more();
				continue;
			}
			const bytes = this.#take(at);
			this.#take(mark.length);
			try {
				return strictUtf8.decode(bytes);
			} catch {
				throw notWellFormed();
			}
		}
	}

	/** The rest of a part as it arrives. */
	stream(): ReadableStream<Uint8Array> {
		return new ReadableStream({
			pull: async (controller) => {
				for (;;) {
					const at = placeOf(this.end, this.#held);
					// The mark may be cut at the end of what has come.
					const length = at === -1 ? Math.max(0, this.#held.length - this.end.length + 1) : at;
					if (length > 0) controller.enqueue(this.#take(length));
					if (at !== -1) return controller.close();
					if (length > 0) return;
					await this.#more();
				}
			},
		});
	}

	async discard(): Promise<void> {
		try {
			for (let left = mostDiscardedBytes; left > 0; ) {
				const { done, value } = await this.#source.read();
				if (done) return;
				left -= value.byteLength;
			}
			await this.#source.cancel();
		} catch {
			// Whoever sent the form has gone.
		}
	}

	#take(length: number): Uint8Array {
		const taken = this.#held.subarray(0, length);
		this.#held = this.#held.subarray(length);
		return taken;
	}

	async #more(): Promise<void> {
		const { done, value } = await this.#source.read();
		if (done) throw notWellFormed();
		const joined = new Uint8Array(this.#held.length + value.length);
		joined.set(this.#held);
		joined.set(value, this.#held.length);
		this.#held = joined;
	}
}

function placeOf(mark: Uint8Array, bytes: Uint8Array): number {
	for (let at = bytes.indexOf(mark[0]!); at !== -1; at = bytes.indexOf(mark[0]!, at + 1)) {
		if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}
