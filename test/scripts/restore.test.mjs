// Says what a restore would do, sets the generation of a local database for real, and stops at a command that fails.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { lockFolder } from "../../scripts/start/lock.mjs";
import { startWrangler } from "../../scripts/start/wrangler.mjs";

const script = fileURLToPath(new URL("../../scripts/restore.mjs", import.meta.url));
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
let folder;

before(() => {
	folder = mkdtempSync(join(tmpdir(), "tessera-restore-"));
});
after(() => rmSync(folder, { recursive: true }));

/** Runs the script where nobody is logged in to Cloudflare. */
function run(...args) {
	const { CLOUDFLARE_API_TOKEN: _, CLOUDFLARE_ACCOUNT_ID: __, ...inherited } = process.env;
	const env = { ...inherited, LOCAL_DIR: folder, HOME: folder, XDG_CONFIG_HOME: folder };
	const child = spawn(process.execPath, [script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text) => {
			said += text;
		});
	}
	return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

async function generation() {
	const where = ["--local", "--persist-to", join(folder, ".wrangler/state")];
	const query = "SELECT value FROM generation WHERE id = 0";
	const wrangler = startWrangler(["d1", "execute", "DB", ...where, "--json", "--command", query]);
	assert.equal(await wrangler.exited, 0, wrangler.output());
	return JSON.parse(wrangler.output())[0].results[0].value;
}

describe("a restore", () => {
	it("goes back, migrates and then sets the generation to the time of the command", async () => {
		const before = Date.now();
		const { code, said } = await run("--dry-run", hourAgo);
		assert.equal(code, 0);
		const [back, migrate, set, ...others] = said.trim().split("\n");
		assert.deepEqual(others, []);
		assert.equal(back, `npx wrangler d1 time-travel restore DB --timestamp=${hourAgo} --json`);
		assert.equal(migrate, "npx wrangler d1 migrations apply DB --remote");
		const at = /^npx wrangler d1 execute DB --remote --command "INSERT INTO generation .* VALUES \(0, (\d+)\)/.exec(
			set,
		);
		assert.ok(Number(at?.[1]) >= before && Number(at?.[1]) <= Date.now(), set);
	});

	it("goes to a bookmark as well, and says a moment of another zone in UTC", async () => {
		const [back] = (await run("--dry-run", "--bookmark", "0000007b-0000b26e")).said.split("\n");
		assert.equal(back, "npx wrangler d1 time-travel restore DB --bookmark=0000007b-0000b26e --json");
		const inTokyo = new Date(Date.parse(hourAgo) + 9 * 3_600_000).toISOString().replace("Z", "+09:00");
		assert.match((await run("--dry-run", inTokyo)).said, new RegExp(`--timestamp=${hourAgo} `));
	});

	for (const [fact, args, words] of [
		["without a moment", [], /How to restore D1/],
		["with two wishes", [hourAgo, "--local"], /How to restore D1/],
		["with two moments", [hourAgo, hourAgo], /How to restore D1/],
		["with an unknown option", ["--remote"], /--remote[\s\S]*How to restore D1/],
		["to no moment", ["yesterday"], /"yesterday" is no moment/],
		["to a moment without a zone", [hourAgo.replace("Z", "")], /is no moment with a zone/],
		["to a moment to come", [new Date(Date.now() + 60_000).toISOString()], /not within the last 30 days/],
		[
			"to a moment of last month",
			[new Date(Date.now() - 31 * 86_400_000).toISOString()],
			/not within the last 30 days/,
		],
		["without --yes where nobody can be asked", [hourAgo], /Nobody is there to be asked/],
	]) {
		it(`is refused ${fact}`, async () => {
			const { code, said } = await run(...args);
			assert.equal(code, 1);
			assert.match(said, words);
			assert.doesNotMatch(said, /\$ npx wrangler/);
		});
	}

	it("does nothing more when a step fails, and says which steps are left", async () => {
		const { code, said } = await run("--yes", hourAgo);
		assert.equal(code, 1);
		const [done, left] = said.split("Still to be run:");
		assert.deepEqual(done.match(/npx wrangler d1 \S+/g), ["npx wrangler d1 time-travel"]);
		assert.deepEqual(left.match(/npx wrangler d1 \S+/g), [
			"npx wrangler d1 time-travel",
			"npx wrangler d1 migrations",
			"npx wrangler d1 execute",
		]);
	});
});

describe("a local restore", () => {
	it("needs local data", async () => {
		const { code, said } = await run("--local");
		assert.equal(code, 1);
		assert.match(said, /There are no local data/);
	});

	it("gives the database a new generation, also a database from before there was one", async () => {
		mkdirSync(join(folder, ".wrangler/state"), { recursive: true });
		let before;
		for (const _ of ["without the table", "with the row of an earlier restore"]) {
			before = Date.now();
			const { code, said } = await run("--local");
			assert.equal(code, 0, said);
			assert.match(said, /every guard forgets what it had learned/);
		}
		const now = await generation();
		assert.ok(now >= before && now <= Date.now(), String(now));
	});

	it("is refused while Tessera runs on the data", async () => {
		await lockFolder(folder, "http://127.0.0.1:8787");
		const { code, said } = await run("--local");
		assert.equal(code, 1);
		assert.match(said, /already runs on the data/);
		assert.doesNotMatch(said, /\$ npx wrangler/);
	});
});
