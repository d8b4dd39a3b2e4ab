// Fails when a document cites a file that isn't there, in backticks or as a link's target.
// `node scripts/check-cited-paths.mjs [folder]` reads every Markdown file of the repository.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(process.argv[2] ?? fileURLToPath(new URL("../", import.meta.url)));
const leftOut = new Set(["node_modules", ".git", ".wrangler", ".dev", "dist", "coverage"]);

/** What start-up writes on a developer's machine; no checkout has it. */
const madeLocally = /^(\.dev\.vars|\.dev\/|\.wrangler\/)/;
const fileName = /^[\w.@-]+\.(ts|tsx|mjs|md|sql|json|jsonc|toml|yaml)$/;

const paths = listFiles(root);
const folders = new Set(paths.flatMap(foldersOf));
const topLevel = new Set([...paths].map((path) => path.split("/")[0]));
const documents = paths.filter((path) => path.endsWith(".md"));

let missing = 0;
for (const document of documents) {
	const text = readFileSync(join(root, document), "utf8");
	for (const cited of citedPaths(text)) {
		if (isThere(cited, document)) continue;
		missing++;
		console.error(`${document}: cites ${cited}, which isn't there.`);
	}
}
console.log(`${documents.length} documents, ${missing} cited paths missing`);
process.exitCode = missing === 0 ? 0 : 1;

function citedPaths(text) {
	const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
	const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span).filter(looksLikePath);
	const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target.replace(/#.*$/, ""));
	return new Set([...spans, ...links.filter((target) => target !== "" && !/^[a-z]+:/.test(target))]);
}

/**
 * Tells whether a span means a file with one of our endings, or anything below a folder of ours.
 * Routes, media types and patterns to fill in are no paths.
 */
function looksLikePath(span) {
	if (!/^[\w.@*/-]+$/.test(span) || span.startsWith("/") || span.includes("NNNN")) return false;
	const [first, ...rest] = span.split("/");
	return fileName.test(basename(span)) || (rest.length > 0 && topLevel.has(first));
}

/** From the root, from the document's own folder, or, for a bare name such as `service.ts`, anywhere. */
function isThere(cited, document) {
	if (madeLocally.test(cited)) return true;
	const wanted = [cited, join(dirname(document), cited)].map((path) => path.replace(/\/$/, ""));
	if (cited.includes("*")) {
		const pattern = new RegExp(`^${cited.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
		return paths.some((path) => pattern.test(path));
	}
	if (wanted.some((path) => folders.has(path) || existsSync(join(root, path)))) return true;
	return !cited.includes("/") && paths.some((path) => basename(path) === cited);
}

function listFiles(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (leftOut.has(entry.name)) return [];
		const path = join(folder, entry.name);
		return entry.isDirectory() ? listFiles(path) : [relative(root, path).replaceAll("\\", "/")];
	});
}

function foldersOf(path) {
	const parts = path.split("/").slice(0, -1);
	return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
