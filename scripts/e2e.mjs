// `npm run e2e`: the end-to-end tests, three files at a time, because a browser and a server wait for each other.
// A file that fails is played once more, alone: a busy machine may lose a browser's event. What fails twice, fails.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const folder = "test/e2e";
const lanes = 3;

/** They take longest, so they begin: at the end, the others would wait for them. */
const longest = ["pages", "hosted-ways", "hosted", "hosted-states", "console-challenge-policies"];

const files = readdirSync(folder)
	.filter((name) => name.endsWith(".test.mjs"))
	.sort((one, other) => turnOf(one) - turnOf(other))
	.map((name) => join(folder, name));
const waiting = [...files];
const again = [];
let failed = 0;

function turnOf(name) {
	const turn = longest.indexOf(name.replace(".test.mjs", ""));
	return turn === -1 ? longest.length : turn;
}

async function lane() {
	for (let file = waiting.shift(); file; file = waiting.shift()) {
		const { isRight, output } = await play(file);
		if (isRight) process.stdout.write(output);
		else {
			// Only the second try counts, so the counts of the first one aren't printed.
			process.stdout.write(
				`${output.replaceAll(/^(#|ℹ) (pass|fail) \d+\n/gm, "")}${file} failed. It is played again.\n`,
			);
			again.push(file);
		}
	}
}

/** @returns {Promise<{ isRight: boolean, output: string }>} */
function play(file) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ["--test", "--test-reporter=spec", file], {
			stdio: ["ignore", "pipe", "pipe"],
		});
		let output = "";
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding("utf8").on("data", (text) => (output += text));
		child.on("error", reject);
		child.on("close", (code) => resolve({ isRight: code === 0, output }));
	});
}

await Promise.all(Array.from({ length: lanes }, lane));
for (const file of again) {
	const { isRight, output } = await play(file);
	process.stdout.write(output);
	if (!isRight) failed += 1;
}
console.log(`${files.length} files, ${again.length} played twice, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
