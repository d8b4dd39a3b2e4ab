// One TCP connection to an operator: it finds the answers to our requests, and answers the operator's own requests.
import { connect } from "cloudflare:sockets";
import { commands, encodePdu, isResponse, type Pdu, PduSplitter, responseTo } from "./pdu";

/** Takes a deliver_sm or a data_sm. Resolves with the status of our answer. */
export type OnDeliver = (request: Pdu) => Promise<number>;

/** The connection ended before the answer came. */
export class LinkLost extends Error {}

const invalidCommand = 0x03;
const maxSequence = 0x7fffffff;

export class SmppLink {
	readonly #socket: Socket;
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #waiting = new Map<number, { resolve(answer: Pdu): void; reject(error: LinkLost): void }>();
	readonly #onDeliver: OnDeliver;
	#sequence = 0;
	#isOpen = true;
	#isTlsInDoubt: boolean;

	constructor(server: { host: string; port: number; isTls: boolean }, onDeliver: OnDeliver) {
		this.#onDeliver = onDeliver;
		this.#isTlsInDoubt = server.isTls;
		this.#socket = connect(
			{ hostname: server.host, port: server.port },
			{ secureTransport: server.isTls ? "on" : "off", allowHalfOpen: false },
		);
		// Failures surface where we read or write. Without these handlers, the platform would report them a second time.
		this.#socket.opened.then(
			() => {
				this.#isTlsInDoubt = false;
			},
			() => {},
		);
		this.#socket.closed.catch(() => {});
		this.#writer = this.#socket.writable.getWriter();
		this.#writer.closed.catch(() => {});
		this.#read();
	}

	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** Whether TLS was begun, and nothing shows that it came about. */
	get isTlsInDoubt(): boolean {
		return this.#isTlsInDoubt;
	}

	/**
	 * Resolves with the operator's answer, whatever its status is. Rejects with LinkLost.
	 * @param takeIn gets the answer before any later PDU is read, because a receipt may follow in the same packet
	 */
	request(command: number, body: Uint8Array = new Uint8Array(), takeIn?: (answer: Pdu) => void): Promise<Pdu> {
		if (!this.#isOpen) return Promise.reject(new LinkLost());
		this.#sequence = this.#sequence === maxSequence ? 1 : this.#sequence + 1;
		const sequence = this.#sequence;
		const answer = new Promise<Pdu>((resolve, reject) => {
			const resolveWith = (pdu: Pdu) => {
				takeIn?.(pdu);
				resolve(pdu);
			};
			this.#waiting.set(sequence, { resolve: resolveWith, reject });
		});
		this.#write({ command, status: 0, sequence, body });
		return answer;
	}

	/** Unbinds and closes, without waiting for the operator's answer. */
	async unbind(): Promise<void> {
		if (!this.#isOpen) return;
		await this.#write({ command: commands.unbind, status: 0, sequence: ++this.#sequence, body: new Uint8Array() });
		this.close();
	}

	/** Ends the connection. Requests that wait for an answer are rejected. */
	close(): void {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#socket.close().catch(() => {});
		for (const { reject } of this.#waiting.values()) reject(new LinkLost());
		this.#waiting.clear();
	}

	async #read(): Promise<void> {
		const splitter = new PduSplitter();
		try {
			for await (const chunk of this.#socket.readable as ReadableStream<Uint8Array>) {
				for (const pdu of splitter.push(chunk)) this.#dispatch(pdu);
			}
		} catch {
			// The connection broke, or the peer doesn't speak SMPP. Both end the link.
		}
		this.close();
	}

	#dispatch(pdu: Pdu): void {
		if (isResponse(pdu)) {
			this.#waiting.get(pdu.sequence)?.resolve(pdu);
			this.#waiting.delete(pdu.sequence);
		} else if (pdu.command === commands.enquireLink) {
			this.#write(responseTo(pdu, 0));
		} else if (pdu.command === commands.deliverSm || pdu.command === commands.dataSm) {
			// The answer's body is an empty message_id.
			this.#onDeliver(pdu).then((status) => this.#write(responseTo(pdu, status, new Uint8Array(1))));
		} else if (pdu.command === commands.unbind) {
			this.#write(responseTo(pdu, 0)).then(() => this.close());
		} else if (pdu.command !== commands.alertNotification) {
			this.#write({ ...responseTo(pdu, invalidCommand), command: commands.genericNack });
		}
	}

	async #write(pdu: Pdu): Promise<void> {
		try {
			await this.#writer.write(encodePdu(pdu));
		} catch {
			this.close();
		}
	}
}
