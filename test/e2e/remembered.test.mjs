// Requests that wait for one read, in an isolate that is busy for long enough: each goes on as itself.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { drive, request } from "../../bench/load.mjs";

let miniflare;

before(async () => {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL("remembered.worker.ts", import.meta.url))],
		bundle: true,
		format: "esm",
		write: false,
		external: ["cloudflare:*", "node:*"],
	});
	miniflare = new Miniflare({
		modules: true,
		script: outputFiles[0].text,
		compatibilityDate: "2026-04-01",
		compatibilityFlags: ["nodejs_compat"],
		unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
	});
	await miniflare.ready;
});
after(() => miniflare.dispose());

/** V8 compiles the code on the way. Only then did workerd go on with the wrong request. */
const requests = 30_000;

it("a value that is read for sixteen requests at once reaches each of them, and each reads its own body", async () => {
	const { hostname: host, port } = await miniflare.unsafeGetDirectURL();
	const bytes = request("POST", "/", {}, " and body");
	let left = requests;
	const next = () => (left-- > 0 ? bytes : null);
	const { count } = await drive({ host, port: Number(port), concurrency: 16, next, expect: 200 });
	assert.equal(count, requests);
});
