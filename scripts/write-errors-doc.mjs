// Writes docs/errors.md from the catalogues in src/errors/.
// With `--check` it writes nothing, and ends with 1 when they differ.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const room = fileURLToPath(new URL("../src/errors/", import.meta.url));
const target = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

const { errorCatalogue, errorReasons, errorWords } = await load(room);
const document = describe(errorCatalogue, errorReasons, errorWords.en.reasons);

if (!process.argv.includes("--check")) {
	writeFileSync(target, document);
	console.log(`docs/errors.md: ${Object.keys(errorCatalogue).length} codes`);
} else if (read(target) !== document) {
	console.error("docs/errors.md is not what src/errors/ says. Run: node scripts/write-errors-doc.mjs");
	process.exitCode = 1;
}

function describe(catalogue, reasonsOfCodes, sentences) {
	const rows = Object.entries(catalogue).map(([code, { status, summary }]) => `| ${code} | ${status} | ${summary} |`);
	const codeRows = Object.entries(reasonsOfCodes).map(
		([code, reasons]) => `| ${code} | ${reasons.map(link).join(", ")} |`,
	);
	const reasonRows = Object.entries(sentences)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([reason, sentence]) => `| <a id="${reason}"></a>\`${reason}\` | ${sentence.replaceAll("|", "\\|")} |`);
	return `# Errors

<!-- Written by scripts/write-errors-doc.mjs from src/errors/. Change it there. -->

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

An answer with 429 or E0000010 has the header \`Retry-After\`, in seconds. Refused attempts don't make the wait longer.

## Reasons

Each entry of \`errorCauses\` stands for a reason. The API says the reason in English, and a page in the language of its
reader. These codes have reasons of their own:

| Code | Reasons |
| --- | --- |
${codeRows.join("\n")}

E0000001 takes every reason, because a field may be refused for many. Any other code has no causes.

The table has the sentence of each reason. A name in braces stands for a value, such as a limit. The API writes the name
of the field before the sentence. When a request doesn't fit its schema, the API has the schema library's own words;
then pages alone say a sentence such as \`too-long\`.

| Reason | Sentence |
| --- | --- |
${reasonRows.join("\n")}
`;
}

function link(reason) {
	return `[${reason}](#${reason})`;
}

function read(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return null;
	}
}

/** Node 20 doesn't read TypeScript; bundled into one module, it can be imported as a data URL without a file. */
async function load(folder) {
	const { outputFiles } = await build({
		stdin: {
			contents: ["index", "reasons", "cause"].map((name) => `export * from "./${name}";`).join(""),
			resolveDir: folder,
		},
		bundle: true,
		format: "esm",
		write: false,
		logLevel: "warning",
	});
	return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
