// Finds drizzle's tables: where each one is declared, and which files export it.
import { posix } from "node:path";
import { nameInBraces, withoutComments } from "./source.mjs";

const declaration = /\b(export\s+)?const\s+([\w$]+)\s*=\s*sqliteTable\s*\(\s*["'`]([^"'`]+)["'`]/g;
const exportOfLocalNames = /\bexport\s*(?:type\s*)?\{([^}]*)\}(?!\s*from\b)/g;

/** @returns `{ folder, name, sqlName, isExported }` of each table that a file declares */
export const tablesIn = ({ path, pieces }) =>
	[...withoutComments(pieces).matchAll(declaration)].map(([, isExported, name, sqlName]) => ({
		folder: posix.dirname(path),
		name,
		sqlName,
		isExported: isExported !== undefined,
	}));

/** @returns path → exported name → table. A table that a file only passes on is among them. */
export function tablesByExport(files) {
	const exported = new Map(files.map((file) => [file.path, exportedHere(file)]));
	const count = () => [...exported.values()].reduce((sum, { size }) => sum + size, 0);
	// A file may pass on what another file passes on: until a round finds nothing new.
	for (let before = -1; before < count(); ) {
		before = count();
		for (const file of files)
			for (const [name, table] of passedOn(file, exported)) exported.get(file.path).set(name, table);
	}
	return exported;
}

const exportedHere = (file) =>
	new Map(
		tablesIn(file)
			.filter(({ isExported }) => isExported)
			.map((table) => [table.name, table]),
	);

function passedOn(file, exported) {
	const local = new Map(tablesIn(file).map((table) => [table.name, table]));
	const passed = [];
	for (const { path, names, isExport } of file.imports) {
		const theirs = exported.get(path) ?? new Map();
		for (const { name, as } of names) {
			const table = name === "*" ? [...theirs.values()][0] : theirs.get(name);
			if (isExport && name === "*" && as === null) passed.push(...theirs);
			else if (table && isExport) passed.push([as, table]);
			else if (table) local.set(as, table);
		}
	}
	const members = [...withoutComments(file.pieces).matchAll(exportOfLocalNames)].flatMap(([, list]) => list.split(","));
	const exportedNames = members.filter((member) => member.trim()).map(nameInBraces);
	return [
		...passed,
		...exportedNames.filter(({ name }) => local.has(name)).map(({ name, as }) => [as, local.get(name)]),
	];
}
