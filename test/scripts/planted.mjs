// Plants a small repository in a folder of its own, for the programs of scripts/ to look at.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkRules } from "../../scripts/house/rules.mjs";

/** The first line that the house rules want in every file. */
export const opening = "// A sentence about this file.\n";

/**
 * @param files path → text
 * @param look gets the folder; its result comes back, and the folder is gone
 */
export function withPlanted(files, look) {
	const folder = mkdtempSync(join(tmpdir(), "tessera-planted-"));
	try {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		return look(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** What the house rules say of a planted repository. */
export const breachesIn = (files) => withPlanted(files, (folder) => checkRules(folder).breaches);

export function assertOneBreach(files, pattern) {
	const breaches = breachesIn(files);
	assert.equal(breaches.length, 1, breaches.join("\n"));
	assert.match(breaches[0], pattern);
}

export function assertNoBreach(files) {
	assert.deepEqual(breachesIn(files), []);
}
