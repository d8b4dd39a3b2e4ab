// Reads the repository for the house rules: every source file, with its pieces and its imports.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { importsOf, piecesOf, withoutComments } from "./source.mjs";

/**
 * @param root the repository
 * @returns `{ path, text, pieces, imports }` of each file, with the path from the repository's root. A stylesheet has
 *   no pieces and no imports.
 */
export function readSources(root) {
	const files = ["src", "test", "scripts", "bench", "examples"].flatMap((folder) =>
		filesBelow(root, folder, /\.(ts|tsx|mjs|css|browser\.js)$/),
	);
	const paths = new Set(files.map(({ path }) => path));
	return files.map((file) => {
		if (file.path.endsWith(".css")) return { ...file, pieces: [], imports: [] };
		const pieces = piecesOf(file.text);
		const imports = importsOf(withoutComments(pieces)).map((found) => ({
			...found,
			path: resolveTarget(file.path, found.target, paths),
		}));
		return { ...file, pieces, imports };
	});
}

/** @returns `{ path, text }` of each Markdown file that belongs to the repository */
export const readDocuments = (root) =>
	readdirSync(root, { withFileTypes: true })
		.filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
		.flatMap(({ name }) => (name.endsWith(".md") ? [readFile(root, name)] : filesBelow(root, name, /\.md$/)));

/** The file that an import means, or its path as written when there is no such file; null for a package. */
function resolveTarget(from, target, paths) {
	if (!target.startsWith(".")) return null;
	const path = posix.join(posix.dirname(from), target).replace(/\/$/, "");
	return ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((end) => path + end).find((it) => paths.has(it)) ?? path;
}

function filesBelow(root, folder, pattern) {
	if (!statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && pattern.test(entry.name))
		.map((entry) => readFile(root, relative(root, join(entry.parentPath ?? entry.path, entry.name))));
}

const readFile = (root, path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") });
