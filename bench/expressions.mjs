// `node bench/expressions.mjs`: the largest expressions on the longest value, against the fullest one on 8 characters.
// Ends with 1 when one takes more than 40 times as long: then time doesn't grow with the length of the value alone.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const mostTimesAsLong = 40;
const rounds = 7;
const matches = 20;

const { compileExpression, matchWhole } = await load("../src/settings/expression.ts");

/** Every step of its program is under way from the first character on. */
const fullest = "(.?){495}";

/** The others begin with few steps under way, and get more with each character. */
const expressions = [fullest, "(a|ab|b){249}", "(.*a){300}", "(a|b)*a(a|b){480}", "((a+)+b?){90}x", "(a?b?){250}"];

const { time: unit } = await measure(fullest, 8);
for (const written of expressions) {
	const { time, size } = await measure(written, 256);
	const times = time / unit;
	const own = time / (await measure(written, 8)).time;
	console.log(
		`${written}: program ${size}, ${time.toFixed(0)} µs, ${times.toFixed(1)} times as long as the fullest for 8 ` +
			`characters, and ${own.toFixed(0)} times as long as its own 8`,
	);
	if (times > mostTimesAsLong) process.exitCode = 1;
}

/** Microseconds a match, the least of some rounds. */
async function measure(written, length) {
	const compiled = await compileExpression(written);
	if (!compiled.ok) throw new Error(`${written}: ${compiled.cause.reason}`);
	const value = "ab".repeat(length / 2);
	const times = Array.from({ length: rounds }, () => {
		const startedAt = performance.now();
		for (let again = 0; again < matches; again++) matchWhole(compiled.expression, value);
		return ((performance.now() - startedAt) * 1000) / matches;
	});
	return { time: Math.min(...times), size: compiled.expression.programSize() };
}

async function load(path) {
	const entry = fileURLToPath(new URL(path, import.meta.url));
	const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
