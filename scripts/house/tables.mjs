// House rules about tables: the folder of a table's declaration owns it. Other folders ask that folder's verbs.
import { posix } from "node:path";
import { tablesByExport, tablesIn } from "./declared-tables.mjs";
import { codeAlone } from "./source.mjs";

/** A sentence may speak of something "from users". SQL shouts, or has one of these words as well. */
const shouts = /^(FROM|INTO|UPDATE|JOIN)/;
const wordOfSql = /\b(select|delete|insert|replace|set|values|where|join\s+\w+(\s+(as\s+)?\w+)?\s+on)\b/i;

/** @returns one sentence per breach */
export function tableBreaches(files) {
	const tables = files.flatMap(tablesIn);
	const exported = tablesByExport(files);
	return files.flatMap((file) => [
		...declarationBreaches(file),
		...file.imports.flatMap((found) => importBreaches(file.path, found, exported)),
		...sqlBreaches(file, tables),
	]);
}

/** The other rules find a table by its declaration, so no table may be declared in another way. */
function declarationBreaches(file) {
	const calls = [...codeAlone(file.pieces).matchAll(/\bsqliteTable(Creator)?\s*[(<]/g)].length;
	const isRenamed = ({ name, as }) => /^sqliteTable/.test(name) && as !== name;
	const isHidden = calls > tablesIn(file).length || file.imports.some(({ names }) => names.some(isRenamed));
	return isHidden ? [`${file.path}: declare a table in this form: export const users = sqliteTable("users", …`] : [];
}

function importBreaches(path, { target, path: targetPath, names }, exported) {
	if (targetPath === null) return [];
	if (/^table(\.ts)?$/.test(posix.basename(targetPath))) {
		// Row types too: outside its folder, a row is what the slice's verbs return.
		if (posix.dirname(targetPath) !== posix.dirname(path)) return [sentence(path, target, posix.dirname(targetPath))];
		const isRoutes = /^(.+-)?routes\.tsx?$/.test(posix.basename(path));
		return isRoutes ? [`${path}: imports ${target}, but routes go through the slice's verbs.`] : [];
	}
	const theirs = exported.get(targetPath) ?? new Map();
	const reached = names.flatMap(({ name }) => (name === "*" ? [...theirs] : [[name, theirs.get(name)]]));
	return reached
		.filter(([, table]) => table && table.folder !== posix.dirname(path))
		.map(([name, table]) => sentence(path, `${name} from ${target}`, table.folder));
}

const sentence = (path, imported, folder) =>
	`${path}: imports ${imported}, but the table belongs to "${folder}/" alone. Ask the verbs there.`;

function sqlBreaches({ path, pieces }, tables) {
	const foreign = tables.filter(({ folder }) => folder !== posix.dirname(path));
	const texts = pieces.filter(({ kind }) => kind === "text").map(({ text }) => text);
	return foreign.flatMap(({ sqlName, folder }) => {
		const use = new RegExp(`\\b(FROM|INTO|UPDATE(\\s+OR\\s+\\w+)?|JOIN)\\s+["'\`\\\\[]*${sqlName}\\b`, "gi");
		const uses = texts.flatMap((text) =>
			(text.match(use) ?? []).filter((found) => shouts.test(found) || wordOfSql.test(text)),
		);
		return uses.map((found) => `${path}: says "${found}" in SQL, but the table belongs to "${folder}/" alone.`);
	});
}
