// SMPP 3.4 on the wire: a header of four 32-bit numbers, then fields, then optional parameters. PURE.
// Sections 3.1, 3.2 and 5.3.

export const commands = {
	bindReceiver: 0x01,
	bindTransmitter: 0x02,
	querySm: 0x03,
	submitSm: 0x04,
	deliverSm: 0x05,
	unbind: 0x06,
	bindTransceiver: 0x09,
	enquireLink: 0x15,
	alertNotification: 0x102,
	dataSm: 0x103,
	genericNack: 0x80000000,
} as const;

const responseBit = 0x80000000;
const headerBytes = 16;
/** Far more than any PDU that we ask for. A peer that claims more doesn't speak SMPP. */
const maxPduBytes = 64 * 1024;

export interface Pdu {
	command: number;
	/** 0 in requests, and in answers that say yes. */
	status: number;
	sequence: number;
	body: Uint8Array;
}

export const isResponse = (pdu: Pdu): boolean => (pdu.command & responseBit) !== 0;

export const responseTo = (request: Pdu, status: number, body: Uint8Array = new Uint8Array()): Pdu => ({
	command: (request.command | responseBit) >>> 0,
	status,
	sequence: request.sequence,
	body,
});

export function encodePdu({ command, status, sequence, body }: Pdu): Uint8Array {
	const bytes = new Uint8Array(headerBytes + body.length);
	const view = new DataView(bytes.buffer);
	[bytes.length, command, status, sequence].forEach((value, index) => {
		view.setUint32(index * 4, value);
	});
	bytes.set(body, headerBytes);
	return bytes;
}

/** Cuts a stream of bytes into PDUs. */
export class PduSplitter {
	#rest = new Uint8Array();

	/** Returns the PDUs that are whole now. Throws when the bytes aren't SMPP. */
	push(chunk: Uint8Array): Pdu[] {
		let bytes = concat(this.#rest, chunk);
		const pdus: Pdu[] = [];
		while (bytes.length >= headerBytes) {
			const view = new DataView(bytes.buffer, bytes.byteOffset);
			const length = view.getUint32(0);
			if (length < headerBytes || length > maxPduBytes) throw new Error("not an SMPP PDU");
			if (bytes.length < length) break;
			pdus.push({
				command: view.getUint32(4),
				status: view.getUint32(8),
				sequence: view.getUint32(12),
				body: bytes.slice(headerBytes, length),
			});
			bytes = bytes.slice(length);
		}
		this.#rest = bytes;
		return pdus;
	}
}

/** Writes a number as one octet, a text as a C-octet string (ASCII, ended by a null), and bytes as they are. */
export const writeFields = (...fields: (number | string | Uint8Array)[]): Uint8Array =>
	concat(
		...fields.map((field) => {
			if (typeof field === "number") return Uint8Array.of(field);
			if (typeof field === "string") return Uint8Array.of(...new TextEncoder().encode(field), 0);
			return field;
		}),
	);

/** Reads fields in their order. An early end gives zeros and empty texts, because error answers often have no body. */
export class FieldReader {
	readonly #bytes: Uint8Array;
	#position = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	octet(): number {
		return this.#bytes[this.#position++] ?? 0;
	}

	text(): string {
		const end = this.#bytes.indexOf(0, this.#position);
		const bytes = this.bytes((end === -1 ? this.#bytes.length : end) - this.#position);
		this.#position += 1;
		return latin1(bytes);
	}

	bytes(length: number): Uint8Array {
		const bytes = this.#bytes.slice(this.#position, this.#position + length);
		this.#position += length;
		return bytes;
	}

	/** The parameters behind the fields: tag → value. */
	optionalParameters(): Map<number, Uint8Array> {
		const parameters = new Map<number, Uint8Array>();
		while (this.#position + 4 <= this.#bytes.length) {
			const tag = this.octet() * 256 + this.octet();
			parameters.set(tag, this.bytes(this.octet() * 256 + this.octet()));
		}
		return parameters;
	}
}

export const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let position = 0;
	for (const part of parts) {
		whole.set(part, position);
		position += part.length;
	}
	return whole;
}
