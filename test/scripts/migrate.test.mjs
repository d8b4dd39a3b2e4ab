// The migrations of a local D1 are what wrangler would apply: each whole or not at all, and each once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const wrangler = new URL("node_modules/wrangler/bin/wrangler.js", root).pathname;
const module = pathToFileURL(new URL("scripts/start/migrate.mjs", root).pathname).href;
const places = [];
let place;

beforeEach(() => {
	place = mkdtempSync(join(tmpdir(), "tessera-migrate-"));
	places.push(place);
	mkdirSync(join(place, "migrations"));
	const database = 'binding = "DB"\ndatabase_name = "notes"\ndatabase_id = "local"\nmigrations_dir = "migrations"\n';
	writeFileSync(
		join(place, "wrangler.toml"),
		`name = "notes"\ncompatibility_date = "2026-01-01"\n[[d1_databases]]\n${database}`,
	);
	writeFileSync(join(place, "migrate.mjs"), `import { migrate } from "${module}";\nawait migrate("state");\n`);
	write("0001_notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);\nCREATE TABLE counts (n INTEGER);");
});
after(() => {
	for (const one of places) rmSync(one, { recursive: true });
});

const write = (name, sql) => writeFileSync(join(place, "migrations", name), sql);

const run = (...args) =>
	execFileSync(process.execPath, args, { cwd: place, encoding: "utf8", stdio: "pipe", timeout: 60_000 });
const migrate = () => run("migrate.mjs");
const ask = (command) =>
	JSON.parse(
		run(wrangler, "d1", "execute", "DB", "--local", "--persist-to", "state", "--json", "--command", command),
	)[0].results;

describe("the migrations of a local D1", () => {
	it("are applied once, also those that came later, and wrangler finds none left", () => {
		migrate();
		write(
			"0002_counting.sql",
			"CREATE TRIGGER counted AFTER INSERT ON notes BEGIN INSERT INTO counts VALUES (new.id); SELECT 1; END;",
		);
		migrate();
		migrate();
		const names = ask("SELECT name FROM d1_migrations ORDER BY id").map(({ name }) => name);
		assert.deepEqual(names, readdirSync(join(place, "migrations")));
		ask("INSERT INTO notes (text) VALUES ('a; b')");
		assert.deepEqual(ask("SELECT n FROM counts"), [{ n: 1 }]);
		const left = run(wrangler, "d1", "migrations", "list", "DB", "--local", "--persist-to", "state");
		assert.match(left, /No migrations to apply/);
	});

	it("are named when one fails, of which nothing stays, and the earlier ones do", () => {
		write("0002_wrong.sql", "CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);");
		assert.throws(migrate, /The migration 0002_wrong\.sql failed: .*nowhere/);
		const tables = ask("SELECT name FROM sqlite_master WHERE name IN ('notes', 'half')");
		assert.deepEqual(tables, [{ name: "notes" }]);
		assert.deepEqual(ask("SELECT name FROM d1_migrations"), [{ name: "0001_notes.sql" }]);
	});
});
