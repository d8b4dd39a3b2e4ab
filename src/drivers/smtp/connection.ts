// A connection to an SMTP server: commands go out as lines, replies come back parsed (RFC 5321, 4.2).
import { connect } from "cloudflare:sockets";
import { utf8 } from "../../crypto/bytes";
import { Aborted, untilAborted } from "../../net/until-aborted";

export interface SmtpReply {
	/** Three digits, such as 250. */
	code: number;
	/** The text of each line, without the code. */
	lines: string[];
}

const maxReplyLength = 64 * 1024;

/** A whole line that doesn't begin with a code. No more has to be waited for. */
const notReply = /(?:^|\n)(?!\d{3}(?:[- ]|\r?\n))[^\n]*\n/;

/** The conversation can't go on: it was ended, isn't SMTP, or the time is used up. */
export class ConnectionLost extends Error {}

export class SmtpConnection {
	#socket: Socket;
	#reader: ReadableStreamDefaultReader<Uint8Array>;
	#writer: WritableStreamDefaultWriter<Uint8Array>;
	#decoder = new TextDecoder();
	#received = "";
	#isTlsInDoubt: boolean;
	readonly #signal: AbortSignal;

	constructor(server: { host: string; port: number; tls: "implicit" | "starttls" }, signal: AbortSignal) {
		this.#signal = signal;
		this.#socket = connect(
			{ hostname: server.host, port: server.port },
			{ secureTransport: server.tls === "implicit" ? "on" : "starttls", allowHalfOpen: false },
		);
		[this.#reader, this.#writer] = this.#openStreams();
		this.#isTlsInDoubt = server.tls === "implicit";
		this.#socket.opened.then(
			() => {
				this.#isTlsInDoubt = false;
			},
			() => {},
		);
	}

	/** Whether TLS was begun, and nothing shows that it came about. */
	get isTlsInDoubt(): boolean {
		return this.#isTlsInDoubt;
	}

	/** Sends a command and reads its reply. Throws ConnectionLost. */
	async command(line: string): Promise<SmtpReply> {
		await this.write(`${line}\r\n`);
		return this.reply();
	}

	async write(text: string): Promise<void> {
		await this.#within(this.#writer.write(utf8(text)));
	}

	/** Reads the next reply. A reply of several lines is read to its last line. */
	async reply(): Promise<SmtpReply> {
		for (;;) {
			const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(this.#received);
			if (whole) {
				this.#received = this.#received.slice(whole[0].length);
				return parseReply(whole[0]);
			}
			if (notReply.test(this.#received)) throw new ConnectionLost("the server does not speak SMTP");
			if (this.#received.length > maxReplyLength) throw new ConnectionLost("the reply is too long");
			const { value, done } = await this.#within(this.#reader.read());
			if (done) throw new ConnectionLost("the server closed the connection");
			this.#isTlsInDoubt = false;
			this.#received += this.#decoder.decode(value, { stream: true });
		}
	}

	/**
	 * Encrypts everything from here on. The certificate must be the server's. Bytes that came before TLS can't be
	 * believed, because someone between may have sent them. So such bytes end the conversation.
	 */
	startTls(): void {
		if (this.#received !== "") throw new ConnectionLost("something was sent ahead of TLS");
		this.#reader.releaseLock();
		this.#writer.releaseLock();
		this.#socket = this.#socket.startTls();
		this.#isTlsInDoubt = true;
		[this.#reader, this.#writer] = this.#openStreams();
	}

	/**
	 * Says QUIT, and hangs up after the answer (RFC 5321, 4.1.1.10). The caller needn't wait, because the mail's fate is
	 * known by now.
	 */
	quit(): void {
		this.command("QUIT")
			.catch(() => {})
			.finally(() => this.close());
	}

	close(): void {
		this.#socket.close().catch(() => {});
	}

	#openStreams(): [ReadableStreamDefaultReader<Uint8Array>, WritableStreamDefaultWriter<Uint8Array>] {
		// Failures surface where we read or write. Without these handlers, the platform would report them a second time.
		this.#socket.opened.catch(() => {});
		this.#socket.closed.catch(() => {});
		const writer = this.#socket.writable.getWriter();
		writer.closed.catch(() => {});
		const reader = this.#socket.readable.getReader();
		reader.closed.catch(() => {});
		return [reader, writer];
	}

	async #within<T>(work: Promise<T>): Promise<T> {
		try {
			return await untilAborted(work, this.#signal);
		} catch (error) {
			throw new ConnectionLost(error instanceof Aborted ? error.message : "the connection failed");
		}
	}
}

function parseReply(text: string): SmtpReply {
	const lines = text.trimEnd().split(/\r?\n/);
	return { code: Number(lines.at(-1)!.slice(0, 3)), lines: lines.map((line) => line.slice(4)) };
}
