// The search of outputs for what nobody may read, and what Cloudflare is told to keep of the Worker's log.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { unstable_readConfig as readConfig } from "wrangler";
import { leaksIn, leaksInWorkerLog } from "../../scripts/scan-output/patterns.mjs";

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const token = `00${"aB3".repeat(13)}x`;
const leaking = {
	"values of a statement": [
		"Failed query: insert into users values (?)\nparams: ada",
		String.raw`{"cause":"select ?\nparams: ada"}`,
	],
	"an API token": [`SSWS ${token}`, `{"cause":"${token}"}`],
	"a bearer's secret": ["Authorization: Bearer s3cret"],
	"a signing secret": ["whsec_c2VjcmV0"],
};
const contacts = {
	"an e-mail address": ["ada@example.com", "GET /users/ada%40example.co.jp", "<ada+x@mail.example.org>"],
	"a phone number": ["to +4520123456", "?to=%2B15551234567"],
};
const harmless = [
	'{"level":"error","message":"the database does not answer","cause":"Error: D1_ERROR: database is locked: SQLITE_BUSY"}',
	'{"requestId":"req0Vc7jZxpEFyMp0002","errorId":"oae0Vc7kPKpY9MNlad4b","milliseconds":4}',
	"    at Object.load (/checkout/node_modules/@cloudflare/vitest-pool-workers/dist/index.mjs:31:43)",
	"npm warn deprecated package@1.2.3, use package@2",
	"2026-04-01T00:00:00+0000",
];

const namesIn = (leaks) => leaks.map((leak) => leak.split(": ")[0]);

describe("a search of an output", () => {
	for (const [name, texts] of Object.entries({ ...leaking, ...contacts })) {
		for (const text of texts) {
			it(`finds ${name} in the Worker's own log, and in other outputs unless it is contact data: ${texts.indexOf(text)}`, () => {
				assert.ok(namesIn(leaksInWorkerLog(`a line\n${text}`)).includes(name));
				assert.equal(namesIn(leaksIn(text)).includes(name), name in leaking);
			});
		}
	}

	it("finds nothing in lines that hold nothing", () => {
		assert.deepEqual(leaksInWorkerLog(harmless.join("\n")), []);
	});

	it("passes over the names of tests, and not over what they printed", () => {
		const name = `\x1b[90mstdout\x1b[2m | test/access/routes.test.ts\x1b[2m > \x1b[22m\x1b[2mreads Bearer $: 401`;
		assert.deepEqual(leaksIn(`${name}\x1b[22m\x1b[39m\nan answer`), []);
		assert.deepEqual(leaksIn(`${name}\nBearer s3cret`), ["a bearer's secret: Bearer s3cret"]);
		assert.equal(leaksIn("the stdout | test/ of Bearer s3cret").length, 1);
		for (const mark of "✓✔×✖▶") {
			assert.deepEqual(leaksIn(`   \x1b[32m${mark}\x1b[39m turns away "Bearer s3cret"\x1b[33m 312ms`), []);
			assert.equal(leaksIn(`{"cause":"${mark} Bearer s3cret"}`).length, 1);
		}
	});

	it("ends well or not, as a program", () => {
		const folder = mkdtempSync(join(tmpdir(), "tessera-output-"));
		const scan = (text) => {
			writeFileSync(join(folder, "output"), text);
			return spawnSync(process.execPath, [path("scripts/scan-output.mjs"), join(folder, "output")], {
				encoding: "utf8",
			});
		};
		assert.equal(scan(harmless.join("\n")).status, 0);
		const { status, stdout } = scan("fine\nparams: ada\n");
		rmSync(folder, { recursive: true });
		assert.equal(status, 1);
		assert.match(stdout, /^values of a statement: params: ada$/m);
	});
});

describe("the observability of a deployment", () => {
	it("keeps every line of the Worker, no line of the platform for each request, and no trace", () => {
		const { observability } = readConfig({ config: path("wrangler.toml") });
		assert.deepEqual(observability, {
			enabled: true,
			logs: { enabled: true, head_sampling_rate: 1, invocation_logs: false },
			traces: { enabled: false },
		});
	});
});
