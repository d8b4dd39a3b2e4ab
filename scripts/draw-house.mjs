// Writes the picture of the rooms and the list of their order into docs/house.md, between the markers that stand there.
// `node scripts/draw-house.mjs [folder]`; with `--check` it writes nothing, and ends with 1 when docs/house.md is old.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { orderList, picture } from "./house/picture.mjs";
import { readSources } from "./house/tree.mjs";

const folder = process.argv.slice(2).find((argument) => argument !== "--check");
const root = resolve(folder ?? fileURLToPath(new URL("../", import.meta.url)));
const document = join(root, "docs/house.md");
const present = existsSync(document) ? readFileSync(document, "utf8") : "";
const parts = { "house:picture": picture, "house:order": orderList };

const missing = Object.keys(parts).filter((name) => !markersOf(name).test(present));
for (const name of missing) {
	console.error(`docs/house.md has no place between <!-- ${name} --> and <!-- /${name} -->. Write both markers there.`);
}
if (missing.length > 0) process.exitCode = 1;
else update();

function update() {
	const files = readSources(root).filter(({ path }) => path.startsWith("src/"));
	const drawn = Object.entries(parts).reduce(
		(text, [name, draw]) => text.replace(markersOf(name), (_, start, end) => `${start}\n${draw(files)}\n${end}`),
		present,
	);
	if (!process.argv.includes("--check")) {
		writeFileSync(document, drawn);
		console.log("docs/house.md shows the rooms of src/");
	} else if (drawn !== present) {
		console.error("docs/house.md doesn't show the rooms of src/ as they are. Run: node scripts/draw-house.mjs");
		process.exitCode = 1;
	}
}

function markersOf(name) {
	return new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
}
