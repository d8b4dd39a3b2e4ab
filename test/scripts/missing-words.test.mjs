// Takes a word away from every catalogue of pages and errors, and lets the compiler of `npm run check` name it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A file of Japanese words → the line of a word in it. */
const taken = {
	"src/ui/words/ja.ts": /^\tskipLink: .*$/m,
	"src/web/words/ja.ts": /^\terrorId: .*$/m,
	"src/inbox/words/ja.ts": /^\tshowAll: .*$/m,
	"src/reference/words/ja.ts": /^\tcontents: .*$/m,
	"src/errors/words/ja/values.ts": /^\tmissing: .*$/m,
	"src/errors/words/ja/summaries.ts": /^\tE0000003: .*$/m,
};

/** What the compiler says of a copy of the sources, after `change` has changed it. */
function complaints(change) {
	const folder = mkdtempSync(join(tmpdir(), "tessera-words-"));
	try {
		for (const path of ["src", "package.json", "tsconfig.json"])
			cpSync(join(root, path), join(folder, path), { recursive: true });
		symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
		const config = { extends: "./tsconfig.json", include: ["src"], exclude: [] };
		writeFileSync(join(folder, "tsconfig.src.json"), JSON.stringify(config));
		change(folder);
		const compiler = join(root, "node_modules/.bin/tsc");
		return spawnSync(compiler, ["--noEmit", "-p", "tsconfig.src.json"], { cwd: folder, encoding: "utf8" }).stdout;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

describe("the compiler, of the words of pages and errors", () => {
	it("has nothing to say while every language has every word", () => {
		assert.equal(
			complaints(() => {}),
			"",
		);
	});

	it("names each word that one language lacks", () => {
		const said = complaints((folder) => {
			for (const [path, line] of Object.entries(taken)) {
				const text = readFileSync(join(folder, path), "utf8");
				const others = text.replace(line, "");
				assert.notEqual(others, text, path);
				writeFileSync(join(folder, path), others);
			}
		});
		for (const word of ["skipLink", "errorId", "showAll", "contents", "missing", "E0000003"]) {
			assert.ok(said.includes(word), `${word} in: ${said}`);
		}
	});
});
