// Writes docs/errors.md from the catalogue in src/errors.ts.
// With `--check` it writes nothing, and ends with 1 when they differ.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../src/errors.ts", import.meta.url));
const target = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

const { errorCatalogue } = await load(source);
const document = describe(errorCatalogue);

if (!process.argv.includes("--check")) {
	writeFileSync(target, document);
	console.log(`docs/errors.md: ${Object.keys(errorCatalogue).length} codes`);
} else if (read(target) !== document) {
	console.error("docs/errors.md is not what src/errors.ts says. Run: node scripts/write-errors-doc.mjs");
	process.exitCode = 1;
}

function describe(catalogue) {
	const rows = Object.entries(catalogue).map(([code, { status, summary }]) => `| ${code} | ${status} | ${summary} |`);
	return `# Errors

<!-- Written by scripts/write-errors-doc.mjs from src/errors.ts. Change it there. -->

Every error has the same body, in the shape and with the codes of Okta's API:

\`\`\`json
{
  "errorCode": "E0000001",
  "errorSummary": "Api validation failed: name",
  "errorLink": "E0000001",
  "errorId": "oae0VbhAAQ9aAeLsTAmE",
  "errorCauses": [{ "errorSummary": "name: Another authenticator has this name." }]
}
\`\`\`

A program should decide by \`errorCode\` and the HTTP status, because texts may change. \`errorCauses\` is always an array,
and names the refused fields. When the error was ours, the Worker's own log has the same \`errorId\`. In the table, \`{0}\`
stands for the subject of the error.

| Code | HTTP | Summary |
| --- | --- | --- |
${rows.join("\n")}

An answer with 429 has the header \`Retry-After\`, in seconds. Refused attempts don't make the wait longer.
`;
}

function read(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return null;
	}
}

/** Node 20 doesn't read TypeScript; bundled into one module, it can be imported as a data URL without a file. */
async function load(path) {
	const { outputFiles } = await build({
		entryPoints: [path],
		bundle: true,
		format: "esm",
		write: false,
		logLevel: "warning",
	});
	return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
