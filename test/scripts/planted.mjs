// Plants a small repository in a folder of its own, for the programs of scripts/ to look at.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

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
