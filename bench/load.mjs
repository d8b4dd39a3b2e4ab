// A small closed-loop HTTP/1.1 load generator. Raw keep-alive sockets make the client cheap beside the server.
import { connect } from "node:net";

/**
 * Sends requests over `concurrency` connections until `next()` returns null, one in flight per connection.
 * @param {{host: string, port: number, concurrency: number, expect: number,
 *   next: (connection: number, body: Buffer | null) => Buffer | null}} options `next` returns the bytes of one whole
 *   request for the connection of that number, and sees what the one before was answered; `expect` is the status that
 *   every answer must have
 * @returns {Promise<{count: number, seconds: number, perSecond: number, p50: number, p99: number, slowest: number}>}
 *   latencies in ms
 */
export async function drive({ host, port, concurrency, next, expect }) {
	const latencies = [];
	const began = performance.now();
	await Promise.all(
		Array.from({ length: concurrency }, (_, number) =>
			connection({ host, port, next: (body) => next(number, body), expect, latencies }),
		),
	);
	const seconds = (performance.now() - began) / 1000;
	latencies.sort((a, b) => a - b);
	const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
	const [count, perSecond] = [latencies.length, latencies.length / seconds];
	return { count, seconds, perSecond, p50: at(0.5), p99: at(0.99), slowest: at(1) };
}

/** Does the work for every number below `count`, some of them at once. */
export async function inParallel(atOnce, count, work) {
	let next = 0;
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (let index = next++; index < count; index = next++) await work(index);
		}),
	);
}

/** Sends one request on a connection of its own. Returns the status and the body. */
export function exchange({ host, port, bytes }) {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port, noDelay: true });
		let received = Buffer.alloc(0);
		socket.on("connect", () => socket.write(bytes));
		socket.on("error", reject);
		socket.on("close", () => reject(new Error("the connection was closed without an answer")));
		socket.on("data", (chunk) => {
			received = Buffer.concat([received, chunk]);
			const length = answerLength(received);
			if (length === null || received.length < length) return;
			const bodyStart = received.indexOf("\r\n\r\n") + 4;
			resolve({
				status: Number(received.subarray(9, 12).toString("latin1")),
				body: received.subarray(bodyStart, length).toString("utf8"),
			});
			socket.destroy();
		});
	});
}

/** One whole HTTP/1.1 request as bytes. */
export function request(method, path, headers, body = "") {
	const lines = Object.entries({ Host: "bench.local", ...headers, "Content-Length": Buffer.byteLength(body) });
	return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n${body}`);
}

/** How often a connection is made again that was reset before its first answer, as a busy workerd sometimes does. */
const freshStarts = 3;

function connection({ host, port, next, expect, latencies }) {
	return new Promise((resolve, reject) => {
		/** The request without an answer. */
		let pending = null;
		/** Of the last answer. */
		let body = null;
		const begin = (startsLeft) => {
			const socket = connect({ host, port, noDelay: true });
			let received = Buffer.alloc(0);
			let sentAt = 0;
			let answers = 0;
			const send = () => {
				const bytes = pending ?? next(body);
				if (bytes === null) {
					socket.end();
					return resolve();
				}
				pending = bytes;
				sentAt = performance.now();
				socket.write(bytes);
			};
			socket.on("connect", send);
			let fault = new Error("the connection was closed without an answer");
			socket.on("error", (error) => {
				fault = error;
			});
			socket.on("close", () => {
				if (pending === null) return;
				if (answers > 0 || startsLeft === 0) return reject(fault);
				begin(startsLeft - 1);
			});
			socket.on("data", (chunk) => {
				received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
				const length = answerLength(received);
				if (length === null || received.length < length) return;
				const status = Number(received.subarray(9, 12).toString("latin1"));
				if (status !== expect) {
					socket.destroy();
					return reject(new Error(`expected ${expect}, got: ${received.subarray(0, 600).toString("utf8")}`));
				}
				latencies.push(performance.now() - sentAt);
				body = received.subarray(received.indexOf("\r\n\r\n") + 4, length);
				received = received.subarray(length);
				answers += 1;
				pending = null;
				send();
			});
		};
		begin(freshStarts);
	});
}

/** Returns the bytes of the first answer; null while its head is incomplete. workerd sends Content-Length or chunks. */
function answerLength(buffer) {
	const headEnd = buffer.indexOf("\r\n\r\n");
	if (headEnd === -1) return null;
	const head = buffer.subarray(0, headEnd).toString("latin1").toLowerCase();
	const length = /\r\ncontent-length: (\d+)/.exec(head);
	if (length) return headEnd + 4 + Number(length[1]);
	if (!head.includes("transfer-encoding: chunked")) return headEnd + 4;
	const end = buffer.indexOf("0\r\n\r\n", headEnd + 4);
	return end === -1 ? Number.POSITIVE_INFINITY : end + 5;
}
