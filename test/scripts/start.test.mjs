// Starts the local Tessera for real, on a free port and with data of its own: what it leaves, keeps and refuses.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
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

const modeOf = (path) => statSync(join(folder, path), { throwIfNoEntry: false })?.mode ?? 0;

/** What lies in the folder and somebody else may read, write or enter. */
const openToOthers = () => readdirSync(folder, { recursive: true }).filter((path) => (modeOf(path) & 0o077) !== 0);

/** The workerds that a start has started: `[process id, command]`. */
function workerdsOf({ pid }) {
	const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
	const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line).slice(1));
	const childrenOf = (parent) => all.filter(([, of]) => of === String(parent));
	return childrenOf(pid)
		.flatMap(([child]) => childrenOf(child))
		.filter(([, , command]) => command.includes("workerd serve"))
		.map(([child, , command]) => [Number(child), command]);
}

async function askUnder(host, path) {
	const asked = request({ host: "127.0.0.1", port, path, headers: { host } }).end();
	const [answer] = await once(asked, "response");
	answer.resume();
	return answer;
}
const statusUnder = async (host, path) => (await askUnder(host, path)).statusCode;

describe("npm start", { timeout: 600_000 }, () => {
	let first;

	it("writes credentials and data that only the owner reads, and serves with them", async () => {
		const running = start();
		first = await running.ready;
		assert.equal(first.baseUrl, `http://localhost:${port}`);
		assert.deepEqual(openToOthers(), []);
		assert.ok(readdirSync(folder, { recursive: true }).some((path) => path.endsWith(".sqlite")));
		assert.doesNotMatch(readFileSync(join(folder, ".dev.vars"), "utf8"), new RegExp(first.apiToken));
		const created = await fetch(`${first.baseUrl}/api/v1/authenticators`, {
			method: "POST",
			headers: { authorization: `SSWS ${first.apiToken}`, "content-type": "application/json" },
			body: JSON.stringify({ key: "custom_otp", name: "kept" }),
		});
		assert.equal(created.status, 200);
		assert.equal(first.administrator.login, "admin");
		assert.match(first.administrator.oneTimePassword, /^([a-z2-9]{4}-){6}[a-z2-9]{4}$/);

		const second = await refusal({ PORT: String(await freePort()) });
		assert.match(second, new RegExp(`already runs .*: ${first.baseUrl}`));

		assert.equal(await statusUnder(`127.0.0.1:${port}`, "/dev/inbox.json"), 200);
		assert.equal(await statusUnder(`localhost:${port}`, "/dev/inbox"), 200);
		assert.equal(await statusUnder("evil.example", "/dev/inbox.json"), 404);
		assert.equal(await statusUnder(`evil.example:${port}`, "/dev/inbox"), 404);

		assert.equal(first.consoleUrl, `http://localhost:${port}/console`);
		const moved = await askUnder(`127.0.0.1:${port}`, "/console/sign-in");
		assert.deepEqual([moved.statusCode, moved.headers.location], [303, `${first.consoleUrl}/sign-in`]);
		assert.equal(await statusUnder(`localhost:${port}`, "/console/sign-in"), 200);

		const workerds = workerdsOf(running.child);
		assert.ok(workerds.length > 0);
		for (const [, command] of workerds) assert.doesNotMatch(command, /inspector/);

		running.child.kill("SIGTERM");
		assert.equal((await running.ended).code, 0);
		await untilNobodyListens();
	});

	it("keeps data and token at the next start, on another port too, and leaves nobody behind when killed", async () => {
		port = await freePort();
		for (const place of [".dev", ".wrangler/state"]) chmodSync(join(folder, place), 0o755);
		const running = start();
		const again = await running.ready;
		assert.deepEqual(openToOthers(), []);
		assert.equal(again.apiToken, first.apiToken);
		// Nobody has signed in yet, so there is a new one.
		assert.notEqual(again.administrator.oneTimePassword, first.administrator.oneTimePassword);
		const [authenticator] = await getJson(again, "/api/v1/authenticators");
		assert.equal(authenticator.name, "kept");
		assert.ok(authenticator._links.self.href.startsWith(again.baseUrl), "links follow the port");
		running.child.kill("SIGKILL");
		await running.ended;
		await untilNobodyListens();
	});

	it("makes a new token when the credentials are gone, and opens an inspector where it is asked to", async () => {
		rmSync(join(folder, ".dev"), { recursive: true });
		const inspector = await freePort();
		const running = start({ INSPECTOR: String(inspector) });
		const renewed = await running.ready;
		assert.notEqual(renewed.apiToken, first.apiToken);
		assert.equal((await getJson(renewed, "/api/v1/authenticators"))[0].name, "kept");
		assert.equal((await getJson({ ...renewed, apiToken: first.apiToken }, "/api/v1/users")).errorCode, "E0000011");
		const targets = await (await fetch(`http://127.0.0.1:${inspector}/json`)).json();
		assert.match(targets[0].webSocketDebuggerUrl, /^ws:/);
		running.child.kill("SIGINT");
		assert.equal((await running.ended).code, 0);
		await untilNobodyListens();
	});

	for (const [index, which] of ["first", "last"].entries()) {
		it(`ends, and says why, when the ${which} of its workerds is killed`, async () => {
			const running = start();
			await running.ready;
			process.kill(workerdsOf(running.child).at(-index)[0], "SIGKILL");
			const { code, said } = await running.ended;
			assert.equal(code, 1);
			assert.match(said, /workerd ended by itself \(SIGKILL\)/);
			await untilNobodyListens();
		});
	}

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

	it("refuses INSPECTOR=0", async () => {
		assert.match(await refusal({ INSPECTOR: "0" }), /INSPECTOR must be a whole number from 1 to 65535/);
	});

	// Browsers ask for localhost at ::1 first, where another program would get what is meant for us.
	for (const address of ["127.0.0.1", "::1"]) {
		it(`says so when the port is taken at ${address}`, async (test) => {
			const holder = createServer().listen(0, address);
			const [error] = await Promise.race([once(holder, "listening"), once(holder, "error")]);
			if (error) return test.skip("this machine has no such address");
			assert.match(await refusal({ PORT: String(holder.address().port) }), /is taken by another program/);
			holder.close();
		});
	}
});

async function freePort() {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port: free } = probe.address();
	probe.close();
	await once(probe, "close");
	return free;
}
