// Drill: files of many tokens. How much memory they take, and whether an import that is killed takes each token once.
import { killedFile } from "./killed.mjs";
import { memoryOfFiles } from "./memory.mjs";

const sizesIn = (name, usual) => (process.env[name] ?? usual).split(",").map(Number);

/** The small file and the large one; the large one is also the one that is killed. */
const sizes = { CSV: sizesIn("IMPORTS_CSV", "10000,100000"), PSKC: sizesIn("IMPORTS_PSKC", "2000,20000") };

export async function imports() {
	const all = [];
	for (const [format, both] of Object.entries(sizes)) {
		all.push(await memoryOfFiles(format, both));
		all.push(await killedFile(format, both[1]));
	}
	return { isKept: all.every(({ isKept }) => isKept), figures: all.map(({ figures }) => figures).join(". ") };
}
