// Reads the repository for the house rules: every source file, with its pieces and its imports.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { importsOf, piecesOf, withoutComments } from "./source.mjs";

/**
 * @param root the repository
 * @returns `{ path, text, pieces, imports }` of each file; the path as seen from the repository's root. A stylesheet has no
 *   pieces and no imports.
 */
export function readSources(root) {
	const files = ["src", "test", "scripts", "bench"].flatMap((folder) =>
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

/** The file that an import means, or its path as written when there is no such file; null for a package. */
function resolveTarget(from, target, paths) {
	if (!target.startsWith(".")) return null;
	const path = posix.join(posix.dirname(from), target).replace(/\/$/, "");
	return ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((end) => path + end).find((it) => paths.has(it)) ?? path;
}

function filesBelow(root, folder, pattern) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && pattern.test(entry.name))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.map((path) => ({ path: relative(root, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}
