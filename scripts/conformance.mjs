// Writes into docs/conformance.md the test that sees the effect of each property.
// With `--check` it writes nothing, and ends with 1 when the list is old. A property without a test is a mistake, and
// so is an entry of the console's menu that no requirement there has as its page.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const document = "docs/conformance.md";
const markers = /(<!-- properties -->\n)[\s\S]*?(<!-- \/properties -->)/;

const { findNamed } = await load("src/settings/catalogue/index.ts");
const { paths } = await load("src/console/paths.ts");
const rows = Object.keys(JSON.parse(read("test/vectors/properties.json")));
const effects = effectTests("test/settings/");

/** Pattern → how many rows have it, and what is to be said of them. */
const patterns = new Map();
const mistakes = [];
for (const row of rows) {
	const sample = row.replace("<application id>", "shop").replace("<errorCode>", "otp.invalid.staff");
	const property = findNamed(sample)?.property;
	if (!property) mistakes.push(`${row}: the catalogue doesn't know it.`);
	else if (!patterns.has(property.name)) patterns.set(property.name, { count: 1, said: sayOf(property, row) });
	else patterns.get(property.name).count++;
}
checkPages(read(document));
report();

function sayOf({ name }, row) {
	const test = effects.get(name);
	if (!test) mistakes.push(`${row}: no test's name begins with ${name}.`);
	return test && `\`${test.path}\` "${test.title}"`;
}

/** An address that is listed is of an entry, or of a page below it. */
function checkPages(text) {
	const listed = [...text.matchAll(/`(\/console\/[^`]*)`/g)].map(([, address]) => address);
	const entries = [...read("src/console/menu.ts").matchAll(/path: paths\.(\w+)/g)].map(([, name]) => paths[name]);
	for (const entry of entries) if (!listed.includes(entry)) mistakes.push(`${document}: no requirement has ${entry}.`);
	for (const address of listed) {
		const isThere = entries.some((entry) => address === entry || address.startsWith(`${entry}/`));
		if (!isThere) mistakes.push(`${document}: the console has no page ${address}.`);
	}
}

function report() {
	const lines = [...patterns].map(([name, { count, said }]) => `| \`${name}\` | ${count} | ${said} |`);
	const table = ["| property | rows | seen by |", "| --- | --- | --- |", ...lines].join("\n");
	const present = read(document);
	const written = present.replace(markers, (_, start, end) => `${start}${rows.length} rows.\n\n${table}\n${end}`);
	for (const mistake of mistakes) console.error(mistake);
	if (!markers.test(present)) mistakes.push("no place");
	if (!process.argv.includes("--check")) writeFileSync(new URL(document, root), written);
	else if (written !== present) {
		console.error(`${document} doesn't list the properties as they are. Run: node scripts/conformance.mjs`);
		process.exitCode = 1;
	}
	if (mistakes.length > 0) process.exitCode = 1;
	else console.log(`${document}: ${rows.length} rows of ${patterns.size} properties`);
}

/** The tests whose names begin with the name of a property, as the catalogue writes it. */
function effectTests(folder) {
	const found = new Map();
	for (const file of readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".test.ts"))) {
		const titles = read(folder + file).matchAll(/\bit(?:\.each\([^)]*\))?\(\s*"((?:[\w{}]+\.)*[\w{}]+) ([^"]*)"/g);
		for (const [, name, rest] of titles) found.set(name, { path: folder + file, title: `${name} ${rest}` });
	}
	return found;
}

async function load(path) {
	const entry = fileURLToPath(new URL(path, root));
	const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
