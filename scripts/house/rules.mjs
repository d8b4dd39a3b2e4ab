// All rules of the house, held against a repository.
import { ambientBreaches } from "./ambient.mjs";
import { circleBreaches } from "./circles.mjs";
import { doorBreaches } from "./doors.mjs";
import { fileBreaches } from "./files.mjs";
import { formBreaches } from "./forms.mjs";
import { importBreaches } from "./imports.mjs";
import { pureBreaches } from "./pure.mjs";
import { sizeBreaches } from "./sizes.mjs";
import { tableBreaches } from "./tables.mjs";
import { readDocuments, readSources } from "./tree.mjs";
import { commentWidthBreaches, documentWidthBreaches } from "./widths.mjs";

/**
 * @param root the repository
 * @returns how many files were read, and one sentence per breach
 */
export function checkRules(root) {
	const files = readSources(root);
	const product = files.filter(({ path }) => path.startsWith("src/"));
	const breaches = [
		...fileBreaches(files),
		...importBreaches(product),
		...circleBreaches(product),
		...doorBreaches(product),
		...formBreaches(product),
		...ambientBreaches(product),
		...pureBreaches(product),
		...tableBreaches(product),
		...sizeBreaches(product),
		...commentWidthBreaches(files),
		...documentWidthBreaches(readDocuments(root)),
	];
	return { count: files.length, breaches };
}
