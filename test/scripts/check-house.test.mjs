// Breaks each house rule in a folder of its own and looks whether it is found.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/check-house.mjs", import.meta.url));
const opening = "// A sentence about this file.\n";

/** @param files path → text; a path under src/ gets the opening sentence */
function checkHouse(files) {
	const folder = mkdtempSync(join(tmpdir(), "tessera-house-"));
	try {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
		return { status, breaches: stderr.trim().split("\n").filter(Boolean) };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function assertOneBreach(files, pattern) {
	const { status, breaches } = checkHouse(files);
	assert.equal(breaches.length, 1, breaches.join("\n"));
	assert.match(breaches[0], pattern);
	assert.equal(status, 1);
}

function assertNoBreach(files) {
	assert.deepEqual(checkHouse(files), { status: 0, breaches: [] });
}

describe("check-house", () => {
	it("lets a room import rooms on earlier lines, its own files and packages", () => {
		assertNoBreach({
			"src/users/service.ts": `${opening}import { eq } from "drizzle-orm";\nimport type { Ctx } from "../context";\nimport { users } from "./table";\n`,
			"src/users/table.ts": opening,
			"src/reference/page.ts": `${opening}import { version } from "../../package.json";\n`,
		});
	});

	it("refuses an import of a later room", () => {
		assertOneBreach(
			{ "src/web/router.ts": `${opening}import { x } from "../users/service";\n` },
			/src\/web\/router\.ts: imports \.\.\/users\/service, but "users" does not stand before "web"/,
		);
	});

	it("refuses an import between rooms on one line", () => {
		assertOneBreach(
			{ "src/access/service.ts": `${opening}import { x } from "../groups/service";\n` },
			/"groups" does not stand before "access"/,
		);
	});

	for (const [form, statement] of Object.entries({
		"over several lines": 'import {\n\ta,\n\tb,\n} from "../log/write";',
		"of a type": 'import type { LogEvent } from "../log/event";',
		"of a type in an expression": 'export type E = import("../log/event").LogEvent;',
		"by a re-export": 'export { x } from "../log/write";',
		"for its effect only": 'import "../log/write";',
		"at run time": 'const { x } = await import("../log/write");',
	})) {
		it(`sees an import ${form}`, () => {
			assertOneBreach({ "src/web/reply.ts": `${opening}${statement}\n` }, /"log" does not stand before "web"/);
		});
	}

	it("passes over imports that are only mentioned in comments", () => {
		assertNoBreach({ "src/web/reply.ts": `${opening}// import { x } from "../log/write";\n/* import "../app"; */\n` });
	});

	it("refuses a room that has no line", () => {
		assertOneBreach({ "src/payments/service.ts": opening }, /the room "payments" is unknown/);
	});

	it("refuses an import from outside src", () => {
		assertOneBreach({ "src/app.ts": `${opening}import { x } from "../test/support/world";\n` }, /outside src/);
	});

	it("keeps a slice's table to the slice, types included", () => {
		assertOneBreach(
			{ "src/factors/verify.ts": `${opening}import type { users } from "../users/table";\n` },
			/the table belongs to "users" alone/,
		);
	});

	it("keeps routes away from the table", () => {
		assertOneBreach(
			{ "src/users/routes.ts": `${opening}import { users } from "./table";\n` },
			/through the slice's verbs/,
		);
	});

	it("keeps a schema free of the database and the web framework", () => {
		assertOneBreach(
			{ "src/users/schema.ts": `${opening}import { sql } from "drizzle-orm/sqlite-core";\n` },
			/free of it/,
		);
		assertOneBreach({ "src/users/schema.ts": `${opening}import { Hono } from "hono";\n` }, /free of it/);
	});

	it("allows 400 lines and refuses 401", () => {
		assertNoBreach({ "src/errors.ts": opening + "const x = 1;\n".repeat(399) });
		assertOneBreach({ "src/errors.ts": opening + "const x = 1;\n".repeat(400) }, /401 lines/);
	});

	for (const path of [
		"src/users/utils.ts",
		"src/web/date-helper.ts",
		"test/common/x.ts",
		"scripts/misc.mjs",
		"src/guard/manager/x.ts",
	]) {
		it(`refuses the name ${path}`, () => assertOneBreach({ [path]: opening }, /names nothing/));
	}

	it("refuses a file without an opening sentence", () => {
		assertOneBreach({ "src/ids.ts": "export const x = 1;\n// Too late to say it.\n" }, /does not open with a comment/);
		assertOneBreach({ "scripts/x.mjs": "//\n" }, /does not open with a comment/);
	});

	for (const use of [
		"Date.now()",
		"new Date()",
		"Math.random()",
		"crypto.randomUUID()",
		'fetch("https://example.com")',
	]) {
		it(`refuses ${use} in a slice and in otp, and allows it in a comment`, () => {
			const breach = /can't steer/;
			assertOneBreach({ "src/users/service.ts": `${opening}export const x = () => ${use};\n` }, breach);
			assertOneBreach({ "src/otp/totp.ts": `${opening}export const x = () => ${use};\n` }, breach);
			assertNoBreach({ "src/users/service.ts": `${opening}// Not ${use}.\n` });
		});
	}

	it("allows the time to the rooms that have a clock of their own", () => {
		for (const room of ["guard", "meter", "log"]) {
			assertNoBreach({ [`src/${room}/x.ts`]: `${opening}export const x = () => Date.now();\n` });
		}
	});

	it("allows ctx.fetch and a date made from a number", () => {
		assertNoBreach({ "src/users/service.ts": `${opening}ctx.fetch("x"); new Date(ctx.now());\n` });
	});
});
