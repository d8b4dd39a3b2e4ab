// One workerd for the bench: Miniflare's direct socket, so that no proxy stands between the driver and the Worker.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { exchange, request } from "./load.mjs";

const root = new URL("..", import.meta.url).pathname;

/** Starts a server with an empty, migrated D1. Returns its address, an administrator's token, and `stop`. */
export async function startServer() {
	const folder = mkdtempSync(join(tmpdir(), "tessera-bench-"));
	const { outputFiles } = await build({
		entryPoints: [join(root, "bench/worker.ts")],
		bundle: true,
		format: "esm",
		minify: true,
		write: false,
		target: "es2023",
		conditions: ["workerd", "worker", "browser"],
		external: ["cloudflare:*", "node:*"],
		jsx: "automatic",
		jsxImportSource: "hono/jsx",
		loader: { ".css": "text", ".browser.js": "text" },
	});
	const token = `00${randomBytes(20).toString("hex")}`;
	const miniflare = new Miniflare({
		modules: true,
		script: outputFiles[0].text,
		compatibilityDate: "2026-04-01",
		compatibilityFlags: ["nodejs_compat"],
		defaultPersistRoot: folder,
		cf: false,
		d1Databases: ["DB"],
		durableObjects: {
			GUARD: { className: "Guard", useSQLite: true },
			METER: { className: "Meter", useSQLite: true },
			SMPP: { className: "SmppSession", useSQLite: true },
			BASELINE: { className: "Baseline", useSQLite: true },
		},
		// The consumer knows its queues by their names in wrangler.toml.
		queueProducers: {
			LOG_QUEUE: "tessera-log",
			RECEIPT_QUEUE: "tessera-receipts",
			FAILOVER_QUEUE: "tessera-failover",
		},
		queueConsumers: { "tessera-log": { maxBatchSize: 100, maxBatchTimeout: 1 } },
		bindings: {
			// Outside development no carrier of this machine could be called.
			ENVIRONMENT: "development",
			PUBLIC_ORIGIN: "https://bench.local",
			SEAL_KEYS: `bench:${randomBytes(32).toString("base64")}`,
			LOOKUP_KEY: randomBytes(32).toString("base64"),
			BOOTSTRAP_TOKEN_SHA256: createHash("sha256").update(token).digest("hex"),
		},
		unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
	});
	await miniflare.ready;
	const database = await miniflare.getD1Database("DB");
	for (const file of readdirSync(join(root, "migrations")).sort()) {
		const statements = readFileSync(join(root, "migrations", file), "utf8")
			.replaceAll(/--.*$/gm, "")
			.split(";");
		await database.batch(statements.filter((text) => text.trim() !== "").map((text) => database.prepare(text)));
	}
	await database.exec("CREATE TABLE bench_rows (id TEXT PRIMARY KEY, value TEXT NOT NULL)");
	const { hostname: host, port } = await miniflare.unsafeGetDirectURL();
	return {
		host,
		port: Number(port),
		token,
		async stop() {
			await miniflare.dispose();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** One call of the API outside the measured windows. */
export async function call(server, method, path, body) {
	const headers = { Authorization: `SSWS ${server.token}`, "Content-Type": "application/json" };
	const bytes = request(method, path, headers, body === undefined ? "" : JSON.stringify(body));
	const send = () => exchange({ host: server.host, port: server.port, bytes });
	// A busy workerd sometimes resets a fresh connection before it has read anything.
	const answer = await send().catch((error) => (error.code === "ECONNRESET" ? send() : Promise.reject(error)));
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
	return answer.body === "" ? null : JSON.parse(answer.body);
}
