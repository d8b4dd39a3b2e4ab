// A developer's first minutes: start, play the demo, stop, start again. Nothing is lost, and nothing is left running.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { newToken } from "../../scripts/demo/token.mjs";
import { ask, create, newHome, runScript, startServer } from "./server.mjs";

const stepSeconds = 300;
const settings = {
	protocol: "TOTP",
	algorithm: "HMacSHA512",
	encoding: "base32",
	passCodeLength: 8,
	timeIntervalInSeconds: stepSeconds,
	acceptableAdjacentIntervals: 3,
};

/** A new user's token, and the path under which its codes are verified. */
async function enrollToken(server) {
	const factorProfileId = await create(server, "/api/v1/authenticators", { key: "custom_otp", name: "Fob", settings });
	const userId = await create(server, "/api/v1/users", { profile: { login: "restart@example.com" } });
	const token = newToken({ hash: "sha512", digits: settings.passCodeLength });
	const factorId = await create(server, `/api/v1/users/${userId}/factors?activate=true`, {
		factorType: "token:hotp",
		provider: "CUSTOM",
		factorProfileId,
		profile: { sharedSecret: token.secret },
	});
	return { token, path: `/api/v1/users/${userId}/factors/${factorId}/verify` };
}

/** A process's descendants, by Linux's process table: `[{ pid, parent, name }]`. */
function descendantsOf(ancestor) {
	const processes = readdirSync("/proc").flatMap((pid) => {
		try {
			const [, name, , parent] = /\((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
			return [{ pid: Number(pid), parent: Number(parent), name }];
		} catch {
			return [];
		}
	});
	const found = new Set([ancestor]);
	for (let size = 0; size !== found.size; ) {
		size = found.size;
		for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
	}
	return processes.filter(({ pid }) => pid !== ancestor && found.has(pid));
}

const isRunning = ({ pid, name }) =>
	existsSync(`/proc/${pid}/stat`) && readFileSync(`/proc/${pid}/stat`, "utf8").includes(`(${name})`);

describe("the main job, from a developer's chair", { timeout: 180_000 }, () => {
	let home;
	let server;

	before(async () => {
		home = await newHome();
		server = await startServer(home);
	});
	after(async () => {
		await server?.stop();
		home?.remove();
	});

	it("plays the demo to its end", async () => {
		const demo = runScript("demo.mjs", home.environment);
		assert.equal(await demo.ended, 0, demo.said());
		for (const word of [
			"E0000082",
			"E0000068",
			"429",
			"E0000047",
			"Retry-After",
			"rate_limit.violation",
			"WRONG, CHALLENGE",
			"RIGHT, ALLOW",
		]) {
			assert.ok(demo.said().includes(word), `the demo shows ${word}`);
		}
	});

	it("keeps data, token and used codes over a restart, and ends with everything it started", async (t) => {
		const { token, path } = await enrollToken(server);
		const step = Math.floor(Date.now() / 1000 / stepSeconds);
		const verify = (passCode) => ask(server, "POST", path, { passCode });
		assert.deepEqual(await verify(token.codeAt(step)), { status: 200, body: { factorResult: "SUCCESS" } });
		const usersBefore = (await ask(server, "GET", "/api/v1/users")).body;
		assert.ok(usersBefore.length >= 2, "the demo's user and ours");

		const canSeeProcesses = existsSync("/proc/self/stat");
		if (!canSeeProcesses) t.diagnostic("no /proc on this machine: who is left running is not looked at");
		const started = canSeeProcesses ? descendantsOf(server.pid) : [];
		if (canSeeProcesses)
			assert.ok(
				started.some(({ name }) => name.startsWith("workerd")),
				JSON.stringify(started),
			);
		assert.equal(await server.stop(), 0);
		assert.deepEqual(started.filter(isRunning), []);

		const { apiToken } = server;
		server = await startServer(home);
		assert.equal(server.apiToken, apiToken);
		assert.deepEqual((await ask(server, "GET", "/api/v1/users")).body, usersBefore);
		const replayed = await verify(token.codeAt(step));
		assert.deepEqual([replayed.status, replayed.body.errorCode], [403, "E0000082"]);
		assert.equal((await verify(token.codeAt(step + 1))).status, 200);
	});
});
