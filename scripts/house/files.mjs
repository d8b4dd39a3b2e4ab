// House rules about a single file: its name, its length and its first line.

const maxLines = 400;

const opensWithComment = (path, text) =>
	(path.endsWith(".css") ? /^\/\* \S+ \S+ \S/ : /^(#!.*\n)?\/\/ \S+ \S+ \S/).test(text);

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|managers?)$/i;

/** @returns one sentence per breach */
export const fileBreaches = (files) => files.flatMap(breachesOf);

function breachesOf({ path, text }) {
	const breaches = [];
	const words = path.split(/[/.-]/);
	const emptyName = words.find((word) => emptyNames.test(word));
	if (emptyName) breaches.push(`${path}: "${emptyName}" names nothing. Say what it is for.`);
	if (!path.startsWith("test/") && !opensWithComment(path, text)) {
		breaches.push(`${path}: does not open with a comment that says what it is for.`);
	}
	if (!path.startsWith("src/")) return breaches;
	const lines = text.split("\n").length - 1;
	if (lines > maxLines) breaches.push(`${path}: ${lines} lines, more than ${maxLines}.`);
	return breaches;
}
