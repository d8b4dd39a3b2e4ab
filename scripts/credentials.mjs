// Whom a program of this repository speaks to: the server that `npm start` runs, and its administrator's token.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** @returns `{ baseUrl, apiToken }` */
export function readCredentials() {
	const root = fileURLToPath(new URL("../", import.meta.url));
	const path = join(resolve(process.env.LOCAL_DIR || root), ".dev/credentials.json");
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		throw new Error(`${path} can't be read. Run npm start in another terminal first.`);
	}
}
