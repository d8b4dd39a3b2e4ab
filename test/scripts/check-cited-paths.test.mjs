// Cites files that are there and files that aren't, in a folder of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/check-cited-paths.mjs", import.meta.url));

/** The complaints about a document docs/a.md with this text, in a repository that holds src/guard/rules.ts. */
function complaints(text) {
	const folder = mkdtempSync(join(tmpdir(), "tessera-cited-"));
	try {
		mkdirSync(join(folder, "docs"));
		mkdirSync(join(folder, "src/guard"), { recursive: true });
		writeFileSync(join(folder, "src/guard/rules.ts"), "");
		writeFileSync(join(folder, "docs/b.md"), "");
		writeFileSync(join(folder, "docs/a.md"), text);
		const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
		const lines = stderr.trim().split("\n").filter(Boolean);
		assert.equal(status, lines.length === 0 ? 0 : 1);
		return lines;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

for (const there of [
	"`src/guard/rules.ts`",
	"`src/guard/`",
	"`src/guard/*.ts`",
	"`rules.ts`",
	"[beside](b.md#top)",
	"[elsewhere](https://example.com/x.md)",
	"[here](#top)",
	"`/api/v1/users`",
	"`application/json`",
	"`.dev/credentials.json`",
	"`docs/decisions/NNNN-title.md`",
	"```\ncat src/gone.ts `src/gone.ts`\n```",
]) {
	it(`is content with ${JSON.stringify(there)}`, () => assert.deepEqual(complaints(there), []));
}

for (const gone of [
	"`src/guard/gone.ts`",
	"`src/gone/`",
	"`src/gone/*.ts`",
	"`gone.ts`",
	"`wherever/gone.mjs`",
	"[x](c.md)",
]) {
	it(`complains about ${gone}`, () => assert.equal(complaints(gone).length, 1));
}
