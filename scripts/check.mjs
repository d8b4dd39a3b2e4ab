// `npm run check`: everything that can be said about the code without running it, side by side, in a few seconds.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

const checks = {
	types: ["node_modules/.bin/tsc", "--noEmit"],
	"types of browser modules": ["node_modules/.bin/tsc", "--noEmit", "-p", "tsconfig.browser.json"],
	lint: ["node_modules/.bin/biome", "check", "--error-on-warnings", "."],
	"house rules": [process.execPath, "scripts/check-house.mjs"],
	"cited paths": [process.execPath, "scripts/check-cited-paths.mjs"],
	"docs/errors.md": [process.execPath, "scripts/write-errors-doc.mjs", "--check"],
	"docs/conformance.md": [process.execPath, "scripts/conformance.mjs", "--check"],
	"docs/house.md": [process.execPath, "scripts/draw-house.mjs", "--check"],
};

const results = await Promise.all(Object.entries(checks).map(([name, command]) => run(name, command)));
for (const { name, isWell, seconds, output } of results) {
	console.log(`${isWell ? "ok  " : "FAIL"}  ${name} (${seconds.toFixed(1)} s)`);
	if (!isWell) console.log(`\n${output.trim()}\n`);
}
const failed = results.filter(({ isWell }) => !isWell).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run(name, [program, ...args]) {
	const startedAt = performance.now();
	return new Promise((resolve) => {
		const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		const add = (text) => {
			output += text;
		};
		child.stdout.setEncoding("utf8").on("data", add);
		child.stderr.setEncoding("utf8").on("data", add);
		child.once("error", (error) => add(`${error.message}. Are the packages installed? Run: npm ci`));
		child.once("close", (code) =>
			resolve({ name, isWell: code === 0, seconds: (performance.now() - startedAt) / 1000, output }),
		);
	});
}
