// House rules about a single file: its name, its length, its first line, and where it gets the time and the network from.
import { codeAlone } from "./source.mjs";

const maxLines = 400;

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|managers?)$/i;

/**
 * The rooms that give the others their clock, or that stamp events with ids: `context` itself, the guard, the log.
 * And the meter, because a Durable Object's alarm rings in real time.
 */
const roomsWithAClock = /^src\/(context\.ts|guard\/|log\/|meter\/)/;

const ambient = [
	[/\bDate\.now\(/, "Date.now()", "ctx.now()"],
	[/\bnew Date\(\)/, "new Date()", "ctx.now()"],
	[/\bMath\.random\(/, "Math.random()", "crypto.getRandomValues"],
	[/\bcrypto\.randomUUID\(/, "crypto.randomUUID()", "newId"],
	[/(?<![.\w])fetch\(/, "fetch()", "ctx.fetch"],
];

/** @returns one sentence per breach */
export const fileBreaches = (files) => files.flatMap(breachesOf);

function breachesOf({ path, text, pieces }) {
	const breaches = [];
	const words = path.split(/[/.-]/);
	const emptyName = words.find((word) => emptyNames.test(word));
	if (emptyName) breaches.push(`${path}: "${emptyName}" names nothing. Say what it is for.`);
	if (!path.startsWith("test/") && !/^(#!.*\n)?\/\/ \S+ \S+ \S/.test(text)) {
		breaches.push(`${path}: does not open with a comment that says what it is for.`);
	}
	if (!path.startsWith("src/")) return breaches;
	const lines = text.split("\n").length - 1;
	if (lines > maxLines) breaches.push(`${path}: ${lines} lines, more than ${maxLines}.`);
	if (roomsWithAClock.test(path)) return breaches;
	const code = codeAlone(pieces);
	for (const [pattern, name, instead] of ambient) {
		if (pattern.test(code)) breaches.push(`${path}: uses ${name}, which a test can't steer. Use ${instead}.`);
	}
	return breaches;
}
