// House rules about the sizes of src/ as a whole. A tree with fewer than 100 files is too young for them.
import { roomOf } from "./order.mjs";

const fewestFiles = 100;
const largestShareOfARoom = 0.25;
const smallestMedian = 45;
const largestMedian = 100;

/** Many files of a few lines hide the files that matter. */
const linesOfASmallFile = 15;
const mostSmallFiles = 11;

/** @returns one sentence per breach */
export function sizeBreaches(files) {
	if (files.length < fewestFiles) return [];
	const sizes = files.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
	return [...roomBreaches(sizes), ...medianBreaches(sizes), ...smallFileBreaches(sizes)];
}

/** What pages and messages say isn't code, and comes once a language. */
const isOfWords = ({ path }) => path.includes("/words/");

function roomBreaches(all) {
	const sizes = all.filter((file) => !isOfWords(file));
	const linesOf = new Map();
	for (const { path, lines } of sizes) linesOf.set(roomOf(path), (linesOf.get(roomOf(path)) ?? 0) + lines);
	const whole = sizes.reduce((sum, { lines }) => sum + lines, 0);
	return [...linesOf]
		.filter(([, lines]) => lines > whole * largestShareOfARoom)
		.map(([room, lines]) => {
			const share = ((100 * lines) / whole).toFixed(1);
			return `src/: the room "${room}" has ${lines} of ${whole} lines (${share} %), more than a quarter. Split it.`;
		});
}

function medianBreaches(sizes) {
	const median = medianOf(sizes.map(({ lines }) => lines));
	if (median >= smallestMedian && median <= largestMedian) return [];
	return [`src/: the median file has ${median} lines, not ${smallestMedian} to ${largestMedian}.`];
}

function smallFileBreaches(sizes) {
	const small = sizes
		.filter(({ lines }) => lines < linesOfASmallFile)
		.map(({ path }) => path)
		.sort();
	if (small.length <= mostSmallFiles) return [];
	const rule = `more than ${mostSmallFiles}. Merge some with their neighbours`;
	return [`src/: ${small.length} files have fewer than ${linesOfASmallFile} lines, ${rule}: ${small.join(", ")}.`];
}

function medianOf(numbers) {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
