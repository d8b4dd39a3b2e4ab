// The rules of the house, as docs/house.md tells them: who may import whom, what a file is called and how it begins.
// `node scripts/check-house.mjs [folder]` names every breach, and ends with 1 when there is one.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fileBreaches } from "./house/files.mjs";
import { importBreaches } from "./house/imports.mjs";

/**
 * The order of the rooms, ground first. A room is a folder of src/, or a file that lies there directly.
 * It imports rooms on earlier lines only; rooms on one line don't import each other.
 */
const order = [
	["crypto", "env", "errors", "ids", "net", "ui"],
	["db", "filters", "otp", "phone"],
	["context"],
	["remembered", "web"],
	["log"],
	["guard", "meter", "settings"],
	["authenticators", "messages", "users"],
	["access", "administrators", "applications", "contacts", "devices", "groups", "hooks", "inbox"],
	["drivers"],
	["providers"],
	["delivery"],
	["policies"],
	["factors", "inbound"],
	["challenges", "imports"],
	["decisions"],
	["registration"],
	["transactions"],
	["care"],
	["console", "hosted", "reference"],
	["app"],
	["index"],
];

const root = resolve(process.argv[2] ?? fileURLToPath(new URL("../", import.meta.url)));
const files = ["src", "test", "scripts", "bench"].flatMap(sourceFiles);
const breaches = files.flatMap((file) => [...fileBreaches(file), ...importBreaches(file, order)]);
for (const breach of breaches) console.error(breach);
console.log(`${files.length} files, ${breaches.length} breaches of the house rules`);
process.exitCode = breaches.length === 0 ? 0 : 1;

/** @returns `{ path, text }`, the path as seen from the repository's root */
function sourceFiles(folder) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.map((path) => ({ path: relative(root, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}
