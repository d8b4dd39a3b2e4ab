// The parts that all drills stand on: the runner, the reading of the log, the client, and the sudden end of a server.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connectTo } from "../../scripts/drills/client.mjs";
import { descendantsOf, killWhole, memoryOf } from "../../scripts/drills/local.mjs";
import { followLog } from "../../scripts/drills/log.mjs";
import { chosenFrom, runDrills } from "../../scripts/drills/run.mjs";

const kept = async () => ({ isKept: true, figures: "0 of 5 missing" });
const broken = async () => ({ isKept: false, figures: "3 of 5 missing" });

async function linesOf(rows) {
	const lines = [];
	const failed = await runDrills(rows, (line) => lines.push(line));
	return { lines, failed };
}

describe("the runner of drills", () => {
	it("says a line for each drill, and counts them", async () => {
		const { lines, failed } = await linesOf([{ first: kept }, { second: broken }]);
		assert.deepEqual(lines, [
			"ok    first: 0 of 5 missing (0 s)",
			"FAIL  second: 3 of 5 missing (0 s)",
			"1 passed, 1 failed",
		]);
		assert.equal(failed, 1);
	});

	it("says what can't run here, and counts it neither way", async () => {
		const { lines, failed } = await linesOf([{ first: async () => ({ skipped: "sqlite3 is not installed" }) }]);
		assert.deepEqual(lines, ["skip  first: sqlite3 is not installed", "0 passed, 0 failed"]);
		assert.equal(failed, 0);
	});

	it("counts a drill that breaks off as failed, and goes on", async () => {
		const { lines, failed } = await linesOf([{ first: () => Promise.reject(new Error("no port")) }, { second: kept }]);
		assert.match(lines[0], /^FAIL {2}first: broke off: Error: no port/);
		assert.deepEqual([lines.at(-1), failed], ["1 passed, 1 failed", 1]);
	});

	it("runs the drills of a row side by side, and rows one after the other", async () => {
		const order = [];
		const slow = (name, ms) => async () => {
			order.push(`${name} begins`);
			await sleep(ms);
			order.push(`${name} ends`);
			return kept();
		};
		await linesOf([{ a: slow("a", 20), b: slow("b", 1) }, { c: slow("c", 1) }]);
		assert.deepEqual(order, ["a begins", "b begins", "b ends", "a ends", "c begins", "c ends"]);
	});

	it("plays those that are named, and what has to be asked for only then", () => {
		const rows = [{ a: kept, b: kept }, { c: kept }];
		assert.deepEqual(chosenFrom(rows, [], { d: kept }), rows);
		assert.deepEqual(chosenFrom(rows, ["b", "d"], { d: kept }), [{ b: kept }, {}, { d: kept }]);
	});

	it("names all drills when there is none of a name", () => {
		const script = fileURLToPath(new URL("../../scripts/drills.mjs", import.meta.url));
		const { status, stderr } = spawnSync(process.execPath, [script, "nothing"], { encoding: "utf8" });
		assert.equal(status, 1);
		assert.match(stderr, /^no drill is called nothing\. There are: .*\bkilled\b.*\bsteady\b/);
	});
});

describe("the sudden end of a server", { skip: !existsSync("/proc/self/stat") }, () => {
	it("reaches what the server has started, and what that has started", async () => {
		const sleeper = "setTimeout(() => {}, 60_000)";
		const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(sleeper)}]);${sleeper}`;
		const shell = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(parent)}]);${sleeper}`;
		const child = spawn(process.execPath, ["-e", shell]);
		const ended = once(child, "exit");
		let all = [];
		for (; all.length < 2; await sleep(20)) all = descendantsOf(child.pid);
		await killWhole({ pid: child.pid, ended });
		await sleep(100);
		assert.deepEqual(all.filter(isRunning), []);
	});
});

describe("the memory of a server", { skip: !existsSync("/proc/self/stat") }, () => {
	it("is what it and what it has started hold, and nothing once all have ended", async () => {
		const child = spawn(process.execPath, [
			"-e",
			"globalThis.held = Buffer.alloc(2 ** 26, 1); setTimeout(() => {}, 60_000)",
		]);
		const ended = once(child, "exit");
		for (let tries = 0; tries < 200 && memoryOf(process.pid) < 64; tries++) await sleep(20);
		assert.ok(memoryOf(process.pid) >= 64);
		await killWhole({ pid: child.pid, ended });
		assert.equal(memoryOf(process.pid), 0);
	});
});

/** A process that has ended and that nobody waits for is still in the table, without a program. */
const isRunning = (pid) => existsSync(`/proc/${pid}/exe`);

describe("the client of the drills", () => {
	let server;
	let client;
	let answer;
	before(async () => {
		server = createServer((incoming, response) => answer(incoming, response)).listen(0, "127.0.0.1");
		await once(server, "listening");
		client = connectTo({ baseUrl: `http://127.0.0.1:${server.address().port}`, apiToken: "secret" });
	});
	after(() => {
		client.close();
		server.close();
	});
	const json = (response, body, headers = {}) =>
		response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

	it("gives the status, the headers and the body of an answer", async () => {
		answer = (incoming, response) => json(response, { asked: incoming.method, by: incoming.headers.authorization });
		const { status, headers, body } = await client.ask("POST", "/anything", {});
		assert.deepEqual([status, body], [200, { asked: "POST", by: "SSWS secret" }]);
		assert.equal(headers["content-type"], "application/json");
	});

	it("rejects when the connection is lost before or within an answer", async () => {
		answer = (incoming) => incoming.socket.destroy();
		await assert.rejects(client.ask("GET", "/lost"));
		answer = (incoming, response) => {
			response.writeHead(200, { "content-length": "100" }).write("half of it");
			setTimeout(() => incoming.socket.destroy(), 10);
		};
		await assert.rejects(client.ask("GET", "/half"));
	});

	describe("that follows the log", () => {
		const event = (id, eventType = "user.authentication.auth_via_mfa") => ({ eventType, transaction: { id } });
		/** Answers a poll with these pages, one after the other, and then with empty pages. */
		const serve = (pages) => {
			let page = 0;
			answer = (_incoming, response) => {
				const body = pages[page++] ?? [];
				if (body === "broken") return response.writeHead(500).end();
				const link = `<http://elsewhere.example/api/v1/logs?after=${page}>; rel="next"`;
				json(response, body, { link: `<http://elsewhere.example/api/v1/logs>; rel="self", ${link}` });
			};
		};

		it("tells which requests have no event, and which have several", async () => {
			serve([[event("one"), event("two"), event("two", "system.operation.rate_limit.violation")], [event("two")]]);
			const log = followLog(client);
			await log.until(() => log.doubled(["two"]).length > 0, 5_000);
			assert.deepEqual(log.missing(["one", "two", "three"]), ["three"]);
			assert.deepEqual(log.doubled(["one", "two", "three"]), ["two"]);
		});

		it("goes on after an error of the server, and ends when the time is over", async () => {
			serve(["broken", [event("one")]]);
			const log = followLog(client);
			await log.until(() => log.missing(["one"]).length === 0, 5_000);
			assert.deepEqual(log.missing(["one"]), []);
			const startedAt = Date.now();
			await log.until(() => false, 600);
			assert.ok(Date.now() - startedAt < 3_000);
		});
	});
});
