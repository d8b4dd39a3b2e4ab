// Drill, on request: files of tokens that do harm or that chance has damaged, over real connections.
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../../bench/load.mjs";
import { settings } from "./imports/steps.mjs";
import { bundled } from "./specimens.mjs";
import { withWorkerd } from "./workerd.mjs";

const { damaged, damagedFile, sample, tokenFiles } = await bundled(`
	import fc from "fast-check";
	export { damaged, damagedFile, tokenFiles } from "./test/support/hostile/files";
	export const sample = fc.sample;
`);

const damagedFiles = Number(process.env.DAMAGED_FILES ?? 2_000);
const hugeBytes = Number(process.env.HUGE_FILE_BYTES ?? 1_000_000_000);
const concurrency = 4;
const hangsAfterMs = 60_000;
const settlesWithinMs = 60_000;
const mostTries = 3;

const megabyte = (text) => Buffer.alloc(1_000_000, text);

/** Begins with the head, goes on with a piece again and again, and has no end worth the name. */
function* endless(head, piece, bytes = hugeBytes) {
	yield Buffer.from(head);
	for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
}

const root = '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';
const entities = Array.from({ length: 30 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join("");

/** What is in the file, and the statuses that it may be answered with. */
const harmful = {
	"one line of CSV": () => endless("serial,secret\n", megabyte("x")),
	"one quoted field": () => endless('serial,secret\n1,"', megabyte("\n")),
	"ten million columns": () => endless("", megabyte(","), 10_000_000),
	"one element": () => endless(`${root}<KeyPackage>`, megabyte("x")),
	"one tag": () => endless(`${root}<KeyPackage a="`, megabyte("x")),
	"one comment": () => endless(`${root}<!--`, megabyte("x")),
	"elements in elements": () => endless(root, megabyte("<a>")),
	"elements that say nothing": () => endless(root, megabyte("<a/>")),
	"blank lines": () => endless("", megabyte("\n")),
	"entities in entities": () =>
		[
			Buffer.from(`<!DOCTYPE a [<!ENTITY e0 "x">${entities}]>${root}<KeyPackage>&e30;</KeyPackage></KeyContainer>`),
		].values(),
};

export const files = () =>
	withWorkerd(async (server, client) => {
		const tally = { statuses: {}, faults: [], slowest: { ms: 0 }, resets: 0, tokens: 0 };
		const authenticator = { key: "custom_otp", name: "Files", settings };
		const { id: authenticatorId } = await client.need("POST", "/api/v1/authenticators", authenticator);
		const begin = async () =>
			(await client.need("POST", "/api/v1/token-imports", { source: "FILE", authenticatorId })).id;

		for (const [name, pieces] of Object.entries(harmful)) {
			const answer = await judge(server, { id: await begin(), name, pieces }, tally);
			if (![400, 413].includes(answer.status)) tally.faults.push(`${name}: ${answer.status}`);
		}
		const shapes = await tokenFiles();
		const all = sample(damagedFile(shapes), { numRuns: damagedFiles, seed: 1 });
		await inParallel(concurrency, all.length, async (at) => {
			const { file, damages } = all[at];
			const bytes = Buffer.from(damaged(file.bytes, damages));
			const name = `damaged file ${at}, ${file.name}: ${JSON.stringify(damages).slice(0, 300)}`;
			const id = await begin();
			const { status } = await judge(
				server,
				{ id, name, headers: file.headers, pieces: () => [bytes].values() },
				tally,
			);
			if (status !== 200 && status !== 400) tally.faults.push(`${name}: ${status}`);
			const fault = await whatComesOf(client, id, status === 200, at % 4 === 0, tally).catch((error) => String(error));
			if (fault) tally.faults.push(`${name}: ${fault}`);
		});
		for (const fault of tally.faults.slice(0, 10)) console.error(fault);
		const count = Object.values(tally.statuses).reduce((sum, number) => sum + number, 0);
		const statuses = Object.entries(tally.statuses).map(([status, number]) => `${number} × ${status}`);
		return {
			isKept: tally.faults.length === 0 && count === damagedFiles + Object.keys(harmful).length,
			figures:
				`${count} files: ${statuses.join(", ")}; ${tally.tokens} tokens of damaged files settled; ${tally.faults.length} ` +
				`faults; ${tally.resets} connections reset; the slowest in ${Math.round(tally.slowest.ms)} ms (${tally.slowest.name})`,
		};
	});

/** A file that was taken is checked to the end, and one that was refused has left nothing. */
async function whatComesOf(client, id, isTaken, isStarted, tally) {
	const path = `/api/v1/token-imports/${id}`;
	const wait = async (wanted) => {
		for (const endsAt = Date.now() + settlesWithinMs; ; await sleep(50)) {
			const view = await client.need("GET", path);
			if (wanted.includes(view.status)) return view;
			if (Date.now() > endsAt) throw new Error(`stays ${view.status}`);
		}
	};
	if (!isTaken) {
		const { status, counts } = await client.need("GET", path);
		return status === "WAITING" && counts.pending === 0 ? null : `refused, and ${status} with ${counts.pending} tokens`;
	}
	let view = await wait(["CHECKED", "REFUSED"]);
	if (isStarted && view.status === "CHECKED") {
		await client.need("POST", `${path}/lifecycle/start`, {});
		view = await wait(["DONE"]);
	}
	const sum = Object.values(view.counts).reduce((all, number) => all + number, 0);
	const rows = await client.need("GET", `${path}/rows?limit=200`);
	const report = await client.need("GET", `${path}/report?format=NDJSON`);
	tally.tokens += sum;
	const lines = report.trimEnd().split("\n").length;
	if (lines !== sum || rows.length !== Math.min(sum, 200)) return `${sum} tokens, ${rows.length} rows, ${lines} lines`;
	if (!isStarted) await client.need("POST", `${path}/lifecycle/cancel`);
	return null;
}

async function judge(server, { name, ...file }, tally) {
	const startedAt = performance.now();
	let answer = { status: 0 };
	for (let tries = 0; answer.status === 0 && tries < mostTries; tries++) {
		answer = await send(server, file).catch(({ message }) => ({ status: 0, text: message }));
		if (answer.status === 0) tally.resets += 1;
	}
	const ms = performance.now() - startedAt;
	if (ms > tally.slowest.ms) tally.slowest = { ms, name: name.slice(0, 80) };
	tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
	if (answer.status >= 400 && !/"errorCauses":|"errorCode":/.test(answer.text))
		tally.faults.push(`${name}: ${answer.text}`);
	return answer;
}

/** Sends for as long as somebody reads. An answer that comes before the end is one, too. */
function send({ host, port, token }, { id, headers, pieces }) {
	return new Promise((resolve, reject) => {
		const outgoing = request({
			host,
			port,
			method: "PUT",
			path: `/api/v1/token-imports/${id}/file`,
			headers: { authorization: `SSWS ${token}`, "content-type": "application/octet-stream", ...headers },
			timeout: hangsAfterMs,
		});
		let isAnswered = false;
		outgoing.once("timeout", () => outgoing.destroy(new Error("no answer")));
		outgoing.on("error", (error) => !isAnswered && reject(error));
		outgoing.once("response", async (incoming) => {
			isAnswered = true;
			try {
				let text = "";
				for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
				resolve({ status: incoming.statusCode, text: text.slice(0, 2_000) });
			} catch (error) {
				reject(error);
			}
			outgoing.destroy();
		});
		const left = pieces();
		const go = () => {
			for (;;) {
				const { value, done } = left.next();
				if (isAnswered || outgoing.destroyed) return;
				if (done) return outgoing.end();
				if (!outgoing.write(value)) return outgoing.once("drain", go);
			}
		};
		go();
	});
}
