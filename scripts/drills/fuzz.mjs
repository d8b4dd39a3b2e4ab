// Drill, on request: bad requests by chance for every operation, over real connections, and what comes of them.
import { request } from "node:http";
import { inParallel } from "../../bench/load.mjs";
import { startCarrier } from "../demo/carrier.mjs";
import { memoryOf } from "./local.mjs";
import { enrollAll } from "./specimens.mjs";
import { withWorkerd } from "./workerd.mjs";

const total = Number(process.env.FUZZ_REQUESTS ?? 100_000);
/** Each round has users, hooks and accounts of its own, because the requests of the last one have changed theirs. */
const perRound = 2_000;
const concurrency = 16;
/** As long as the slowest verb may take: a message, its hook and its accounts, each with a deadline. */
const hangsAfterMs = 30_000;
/** How much the memory may grow from the second fifth of the requests to the last one. */
const growth = 1.5;
/** workerd ends a connection whose body it didn't read, perhaps after the client has sent the next request. */
const mostTries = 3;

export const fuzz = () =>
	withWorkerd(async (server, client) => {
		const carrier = await startCarrier("carrier");
		const tally = { statuses: {}, faults: {}, hangs: 0, resets: 0, slowest: { ms: 0 } };
		const memory = [memoryOf(process.pid)];
		try {
			for (let sent = 0; sent < total; sent += perRound) {
				const hostile = await enrollAll(client, carrier.url, { round: sent / perRound, count: perRound });
				await inParallel(concurrency, hostile.length, (index) => judge(server, hostile[index], tally));
				memory.push(memoryOf(process.pid));
			}
		} finally {
			carrier.close();
		}
		const count = Object.values(tally.statuses).reduce((sum, number) => sum + number, 0);
		const fifth = Math.ceil(memory.length / 5);
		const [early, late] = [medianOf(memory.slice(fifth, 2 * fifth)), medianOf(memory.slice(-fifth))];
		const isLevel = late <= growth * early;
		const { statuses, faults, hangs, resets, slowest } = tally;
		return {
			isKept: Object.keys(faults).length === 0 && hangs === 0 && isLevel,
			figures:
				`${count} requests: ${listOf(statuses)}; ${listOf(faults) || "no answer of 500 or above"}; ${hangs} without an answer, ` +
				`${resets} connections reset; the slowest in ${Math.round(slowest.ms)} ms (${slowest.what}); memory ` +
				`${memory[0]} MiB before, ${early} MiB early, ${late} MiB late, ${memory.at(-1)} MiB after`,
		};
	});

/** Sends one request, and counts what came back. */
async function judge(server, hostile, tally) {
	const startedAt = performance.now();
	let answer = { status: 0 };
	for (let tries = 0; answer.status === 0 && tries < mostTries; tries++) {
		answer = await send(server, hostile).catch(({ code }) => ({ status: 0, isHang: code !== "ECONNRESET" }));
		if (answer.isHang) break;
		if (answer.status === 0) tally.resets += 1;
	}
	const { status, text } = answer;
	const ms = performance.now() - startedAt;
	const what = `${hostile.name}, ${hostile.what.slice(0, 80)}`;
	if (ms > tally.slowest.ms) tally.slowest = { ms, what };
	if (status === 0) tally.hangs += 1;
	else add(tally.statuses, status);
	if (status < 500) return;
	add(tally.faults, `${status} ${/E0000\d{3}/.exec(text)?.[0]}`);
	if (tally.statuses[status] <= shown) console.error(`${status} for ${what}: ${text.slice(0, 300)}`);
}

/** So many of a kind are printed while the drill goes on. */
const shown = 5;

/** The path goes out as it is: a client that tidies it up would take the worst away. */
function send({ host, port }, { method, path, headers, body, contentLength }) {
	return new Promise((resolve, reject) => {
		// Without either of these Node writes the body of a DELETE as if it were the next request.
		const length =
			contentLength === undefined ? { "transfer-encoding": "chunked" } : { "content-length": contentLength };
		const outgoing = request({
			host,
			port,
			method,
			path,
			headers: { ...headers, ...(body ? length : {}) },
			timeout: hangsAfterMs,
		});
		outgoing.once("timeout", () => outgoing.destroy(new Error("no answer")));
		outgoing.once("error", reject);
		outgoing.once("response", async (incoming) => {
			try {
				let text = "";
				for await (const chunk of incoming.setEncoding("latin1")) text += chunk.slice(0, 1_000);
				resolve({ status: incoming.statusCode, text });
			} catch (error) {
				reject(error);
			}
		});
		outgoing.end(body);
	});
}

function add(counts, key) {
	counts[key] = (counts[key] ?? 0) + 1;
}

const listOf = (counts) =>
	Object.entries(counts)
		.map(([key, number]) => `${number} × ${key}`)
		.join(", ");

const medianOf = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
