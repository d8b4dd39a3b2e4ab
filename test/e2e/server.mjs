// A Tessera of a test's own: the script behind `npm start`, on a free port, with its data in a folder that goes away.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Environment of a local Tessera in a fresh folder; `remove()` deletes the folder. */
export async function newHome() {
	const folder = mkdtempSync(join(tmpdir(), "tessera-e2e-"));
	const { npm_lifecycle_event: _, ...inherited } = process.env;
	return {
		credentials: () => JSON.parse(readFileSync(join(folder, ".dev/credentials.json"), "utf8")),
		environment: { ...inherited, LOCAL_DIR: folder, PORT: String(await freePort()) },
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * Runs a script of the repository.
 * @returns `pid` · `said()`: all of its output · `ended`: promise of its exit code, or of the signal that ended it ·
 *   `stop()`: sends SIGTERM and resolves like `ended`
 */
export function runScript(name, environment) {
	const child = spawn(process.execPath, [join(root, "scripts", name)], {
		env: environment,
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text) => {
			said += text;
		});
	}
	const ended = once(child, "close").then(([code, signal]) => code ?? signal);
	const stop = () => {
		child.kill("SIGTERM");
		return ended;
	};
	return { pid: child.pid, said: () => said, ended, stop };
}

/** Starts the server and waits until it is ready. */
export async function startServer(home) {
	const server = runScript("start.mjs", home.environment);
	let hasEnded = false;
	server.ended.then(() => {
		hasEnded = true;
	});
	while (!server.said().includes("Tessera runs on")) {
		if (hasEnded) throw new Error(server.said());
		await sleep(50);
	}
	return { ...server, ...home.credentials() };
}

/** Answers of the API as `{ status, body }`. Each has a connection of its own, because workerd closes idle ones. */
export async function ask({ baseUrl, apiToken }, method, path, body, headers = {}) {
	const answer = await fetch(baseUrl + path, {
		method,
		headers: {
			...{ authorization: `SSWS ${apiToken}`, "content-type": "application/json", connection: "close" },
			...headers,
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}

/** Creates something and gives its id. */
export async function create(server, path, body) {
	const { status, body: created } = await ask(server, "POST", path, body);
	assert.equal(status, 200, JSON.stringify(created));
	return created.id;
}

export async function freePort() {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address();
	probe.close();
	await once(probe, "close");
	return port;
}
