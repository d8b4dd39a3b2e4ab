// House rule about width: a line of a comment or of a document has 120 columns at most. A line of code is the linter's.

const mostColumns = 120;

/** Nobody can break a link. */
const onlyALink = /^\s*(\/\/|\/?\*+|[-*>]|\d+\.)?\s*(\[[^\]]*\](\(\S*\)|:\s*\S+)|<?\w+:\/\/\S+)[.,;:]?\s*(\*\/)?$/;

/** @returns one sentence per breach */
export const commentWidthBreaches = (files) =>
	files.flatMap(({ path, text, pieces }) => breachesOn(path, text, linesWithComments(pieces)));

/** Tables and blocks of code may be wider: breaking one of their lines changes what it says. */
export const documentWidthBreaches = (documents) =>
	documents.flatMap(({ path, text }) => breachesOn(path, text, linesOfProse(text)));

function breachesOn(path, text, numbers) {
	const lines = text.split("\n");
	return [...numbers]
		.map((number) => ({ number, line: lines[number], columns: columnsOf(lines[number]) }))
		.filter(({ line, columns }) => columns > mostColumns && !onlyALink.test(line))
		.map(({ number, columns }) => `${path}:${number + 1}: ${columns} columns, more than ${mostColumns}.`);
}

/** A tab is two columns wide, as for the linter. */
const columnsOf = (line) => [...line.replaceAll("\t", "  ")].length;

function linesWithComments(pieces) {
	const numbers = new Set();
	let number = 0;
	for (const { kind, text } of pieces) {
		const last = number + text.split("\n").length - 1;
		if (kind === "comment") for (let line = number; line <= last; line++) numbers.add(line);
		number = last;
	}
	return numbers;
}

function linesOfProse(text) {
	let isCode = false;
	return text.split("\n").flatMap((line, number) => {
		const isFence = /^\s*(```|~~~)/.test(line);
		if (isFence) isCode = !isCode;
		return isCode || isFence || /^\s*\|/.test(line) ? [] : [number];
	});
}
