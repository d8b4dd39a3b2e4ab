// One workerd for bench and drills: Miniflare's direct socket, so that no proxy stands between the load and the Worker.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { exchange, request } from "./load.mjs";

const root = new URL("..", import.meta.url).pathname;

/**
 * Starts a server with an empty, migrated D1. Its bindings and queues are those of wrangler.toml.
 * @param {{entry: string, durableObjects?: Record<string, string>, parent?: string, isQuiet?: boolean,
 *   port?: number, origin?: string}} options
 *   `entry` is the Worker's file; `durableObjects` are more bindings, with their classes; `parent` is the folder that
 *   gets a folder of data; `isQuiet` keeps the Worker's own log to itself; `port` 0 is any;
 *   `origin` is the public one
 * @returns its address, an administrator's token, and `stop`
 */
export async function startServer({
	entry,
	durableObjects = {},
	parent = tmpdir(),
	isQuiet = false,
	port: wantedPort = 0,
	origin = "https://bench.local",
}) {
	const folder = mkdtempSync(join(parent, "tessera-bench-"));
	const { outputFiles } = await build({
		entryPoints: [join(root, entry)],
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
	const { workerOptions: product } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
	const added = Object.entries(durableObjects).map(([name, className]) => [name, { className, useSQLite: true }]);
	const miniflare = new Miniflare({
		...product,
		modules: true,
		script: outputFiles[0].text,
		defaultPersistRoot: folder,
		cf: false,
		...(isQuiet ? { handleRuntimeStdio: passOver } : {}),
		// The load is one token's, and more than any token may ask for.
		ratelimits: {},
		durableObjects: { ...product.durableObjects, ...Object.fromEntries(added) },
		bindings: {
			// Outside development no carrier of this machine could be called.
			ENVIRONMENT: "development",
			PUBLIC_ORIGIN: origin,
			SEAL_KEYS: `bench:${randomBytes(32).toString("base64")}`,
			LOOKUP_KEY: randomBytes(32).toString("base64"),
			BOOTSTRAP_TOKEN_SHA256: createHash("sha256").update(token).digest("hex"),
		},
		unsafeDirectSockets: [{ host: "127.0.0.1", port: wantedPort }],
	});
	await miniflare.ready;
	const database = await miniflare.getD1Database("DB");
	for (const file of readdirSync(join(root, "migrations")).sort()) {
		const statements = unstable_splitSqlQuery(readFileSync(join(root, "migrations", file), "utf8"));
		await database.batch(statements.map((text) => database.prepare(text)));
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

function passOver(...streams) {
	for (const stream of streams) stream.resume();
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
