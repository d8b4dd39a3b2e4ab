// Starts the local Tessera for real, on a free port and with data of its own: what it leaves, keeps and refuses.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));
let folder;
let port;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), "tessera-start-"));
	port = await freePort();
});
after(() => rmSync(folder, { recursive: true }));

/** A start under way. `ended` resolves to the exit code (or signal) and everything it said. */
function start(environment = {}) {
	const { npm_lifecycle_event: _, ...inherited } = process.env;
	const child = spawn(process.execPath, [script], {
		env: { ...inherited, LOCAL_DIR: folder, PORT: String(port), ...environment },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text) => {
			said += text;
		});
	}
	const ended = once(child, "close").then(([code, signal]) => ({ code: code ?? signal, said }));
	const ready = (async () => {
		while (!said.includes("Tessera runs on")) {
			if (child.exitCode !== null) throw new Error(said);
			await sleep(50);
		}
		return JSON.parse(readFileSync(join(folder, ".dev/credentials.json"), "utf8"));
	})();
	ready.catch(() => {});
	return { child, ended, ready };
}

async function refusal(environment) {
	const { code, said } = await start(environment).ended;
	assert.equal(code, 1, said);
	return said;
}

const getJson = async ({ baseUrl, apiToken }, path) =>
	(await fetch(baseUrl + path, { headers: { authorization: `SSWS ${apiToken}` } })).json();

async function untilNobodyListens() {
	for (let waited = 0; waited < 10_000; waited += 100) {
		try {
			await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(500) });
		} catch (error) {
			if (error.cause?.code === "ECONNREFUSED") return;
		}
		await sleep(100);
	}
	assert.fail(`somebody still listens on ${port}`);
}

describe("npm start", { timeout: 120_000 }, () => {
	let first;

	it("writes credentials that only the owner reads, and serves with them", async () => {
		const running = start();
		first = await running.ready;
		assert.equal(first.baseUrl, `http://127.0.0.1:${port}`);
		for (const file of [".dev/credentials.json", ".dev.vars"]) {
			assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
		}
		assert.doesNotMatch(readFileSync(join(folder, ".dev.vars"), "utf8"), new RegExp(first.apiToken));
		const created = await fetch(`${first.baseUrl}/api/v1/authenticators`, {
			method: "POST",
			headers: { authorization: `SSWS ${first.apiToken}`, "content-type": "application/json" },
			body: JSON.stringify({ key: "custom_otp", name: "kept" }),
		});
		assert.equal(created.status, 200);

		const second = await refusal({ PORT: String(await freePort()) });
		assert.match(second, new RegExp(`already runs .*: ${first.baseUrl}`));

		running.child.kill("SIGTERM");
		assert.equal((await running.ended).code, 0);
		await untilNobodyListens();
	});

	it("keeps data and token at the next start, on another port too, and leaves nobody behind when killed", async () => {
		port = await freePort();
		const running = start();
		const again = await running.ready;
		assert.equal(again.apiToken, first.apiToken);
		const [authenticator] = await getJson(again, "/api/v1/authenticators");
		assert.equal(authenticator.name, "kept");
		assert.ok(authenticator._links.self.href.startsWith(again.baseUrl), "links follow the port");
		running.child.kill("SIGKILL");
		await running.ended;
		await untilNobodyListens();
	});

	it("makes a new token when the credentials are gone, and the old one stops working", async () => {
		rmSync(join(folder, ".dev"), { recursive: true });
		const running = start();
		const renewed = await running.ready;
		assert.notEqual(renewed.apiToken, first.apiToken);
		assert.equal((await getJson(renewed, "/api/v1/authenticators"))[0].name, "kept");
		assert.equal((await getJson({ ...renewed, apiToken: first.apiToken }, "/api/v1/users")).errorCode, "E0000011");
		running.child.kill("SIGINT");
		assert.equal((await running.ended).code, 0);
		await untilNobodyListens();
	});

	it("refuses to make new keys over data that were sealed with lost ones", async () => {
		const vars = readFileSync(join(folder, ".dev.vars"), "utf8");
		rmSync(join(folder, ".dev.vars"));
		assert.match(await refusal(), /can't be opened without them/);
		writeFileSync(join(folder, ".dev.vars"), vars);
	});

	for (const wrong of ["0", "65536", "80x", "-1", "1.5"]) {
		it(`refuses PORT=${wrong}`, async () => {
			assert.match(await refusal({ PORT: wrong }), /PORT must be a whole number from 1 to 65535/);
		});
	}

	it("says so when the port is taken", async () => {
		const holder = createServer().listen(0, "127.0.0.1");
		await once(holder, "listening");
		assert.match(await refusal({ PORT: String(holder.address().port) }), /is taken by another program/);
		holder.close();
	});
});

async function freePort() {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port: free } = probe.address();
	probe.close();
	await once(probe, "close");
	return free;
}
