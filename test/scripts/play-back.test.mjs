// The queues of wrangler.toml on a workerd of their own: their messages die, and `npm run play-back` brings them back.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
/** Queue → how its messages are brought. */
const consumers = Object.entries(workerOptions.queueConsumers);
const token = `00${randomBytes(20).toString("hex")}`;
const run = promisify(execFile);

let worker;
let baseUrl;
let database;

before(async () => {
	const { outputFiles } = await build({
		entryPoints: [join(root, "src/index.ts")],
		bundle: true,
		format: "esm",
		write: false,
		target: "es2023",
		conditions: ["workerd", "worker", "browser"],
		external: ["cloudflare:*", "node:*"],
		jsx: "automatic",
		jsxImportSource: "hono/jsx",
		loader: { ".css": "text", ".browser.js": "text" },
	});
	worker = new Miniflare({
		...workerOptions,
		modules: true,
		script: outputFiles[0].text,
		cf: false,
		// A hundred tries take most of a day: here a message dies after its second try.
		queueConsumers: Object.fromEntries(
			consumers.map(([queue, options]) => [queue, options.deadLetterQueue ? { ...options, maxRetries: 1 } : options]),
		),
		bindings: {
			PUBLIC_ORIGIN: "https://otp.test",
			SEAL_KEYS: `test:${randomBytes(32).toString("base64")}`,
			LOOKUP_KEY: randomBytes(32).toString("base64"),
			BOOTSTRAP_TOKEN_SHA256: createHash("sha256").update(token).digest("hex"),
		},
		handleRuntimeStdio() {},
	});
	baseUrl = (await worker.ready).href;
	database = await worker.getD1Database("DB");
	for (const file of readdirSync(join(root, "migrations")).sort()) {
		// As wrangler cuts them: a trigger has statements of its own.
		const statements = unstable_splitSqlQuery(readFileSync(join(root, "migrations", file), "utf8"));
		await database.batch(statements.map((statement) => database.prepare(statement)));
	}
});

after(() => worker.dispose());

async function deadLetters(status = "DEAD") {
	const answer = await fetch(`${baseUrl}api/v1/dead-letters?status=${status}`, {
		headers: { authorization: `SSWS ${token}` },
	});
	return answer.json();
}

async function until(isTrue, withinMs = 20_000) {
	for (const end = Date.now() + withinMs; Date.now() < end; await sleep(100)) if (await isTrue()) return;
	assert.fail(`it isn't so within ${withinMs} ms: ${isTrue}`);
}

const playBack = (environment, ...queues) =>
	run(process.execPath, [join(root, "scripts/play-back.mjs"), ...queues], {
		env: { PATH: process.env.PATH, ...environment },
	}).catch((error) => error);

describe("the queues of wrangler.toml", () => {
	it("try a message a hundred times again, and know where it goes then", () => {
		const first = consumers.filter(([queue]) => !queue.endsWith("-dead"));
		assert.equal(first.length, Object.keys(workerOptions.queueProducers).length);
		for (const [queue, { maxRetries, deadLetterQueue }] of first) {
			assert.deepEqual([maxRetries, deadLetterQueue], [100, `${queue}-dead`]);
			assert.equal(workerOptions.queueConsumers[deadLetterQueue].maxRetries, 100);
		}
	});
});

describe("npm run play-back", () => {
	const event = { uuid: "11111111-1111-4111-8111-111111111111", published: "2026-11-26T00:00:00Z", eventType: "t" };

	it("brings back what died: an event that D1 had refused is in the log", async () => {
		await database.exec(
			`CREATE TRIGGER refused BEFORE INSERT ON log_events WHEN NEW.uuid = '${event.uuid}' BEGIN SELECT RAISE(ABORT, 'locked'); END`,
		);
		const sentAt = Date.now();
		await (await worker.getQueueProducer("LOG_QUEUE")).send([event]);
		for (const name of ["RECEIPT_QUEUE", "FAILOVER_QUEUE"]) await (await worker.getQueueProducer(name)).send(null);
		await until(async () => (await deadLetters()).length === 3);
		// Each of the three deliveries comes a second after its message, and two seconds lie between the two tries.
		assert.ok(Date.now() - sentAt > 4_000, "it waited between the tries");
		await database.exec("DROP TRIGGER refused");

		const one = await playBack({ TESSERA_URL: baseUrl, TESSERA_TOKEN: token }, "tessera-log");
		assert.equal(one.stdout, "tessera-log: 1 message is back\n", one.stderr);
		await until(() => database.prepare("SELECT 1 FROM log_events WHERE uuid = ?").bind(event.uuid).first());
		assert.deepEqual((await deadLetters()).map(({ queue }) => queue).sort(), ["tessera-failover", "tessera-receipts"]);
	});

	it("takes all queues, reads .dev/credentials.json, and says when nothing is left", async () => {
		const folder = mkdtempSync(join(tmpdir(), "tessera-play-back-"));
		try {
			mkdirSync(join(folder, ".dev"));
			writeFileSync(join(folder, ".dev/credentials.json"), JSON.stringify({ baseUrl, apiToken: token }));
			const all = await playBack({ LOCAL_DIR: folder });
			assert.deepEqual(all.stdout.trim().split("\n").sort(), [
				"tessera-failover: 1 message is back",
				"tessera-receipts: 1 message is back",
			]);
			assert.equal((await playBack({ LOCAL_DIR: folder }, "tessera-log")).stdout, "There are no dead letters.\n");
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it("ends with 1, and says why, for a wrong token, an unknown queue and a server that isn't there", async () => {
		const good = { TESSERA_URL: baseUrl, TESSERA_TOKEN: token };
		const probe = createServer().listen(0, "127.0.0.1");
		await once(probe, "listening");
		const nobody = `http://127.0.0.1:${probe.address().port}`;
		probe.close();
		for (const [environment, queues, why] of [
			[{ ...good, TESSERA_TOKEN: "x".repeat(30) }, [], /E0000011/],
			[good, ["tessera-log-dead"], /E0000001/],
			[{ ...good, TESSERA_URL: nobody }, [], /no server answers/],
			[{ LOCAL_DIR: "/nowhere" }, [], /credentials\.json can't be read/],
		]) {
			const ended = await playBack(environment, ...queues);
			assert.equal(ended.code, 1, ended.stdout);
			assert.match(ended.stderr, why);
		}
	});
});
