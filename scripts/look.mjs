// `npm run look`: keeps a picture of every hosted page and state in `.pictures/`, on a desk and a telephone, by day and
// by night, in each language. The end-to-end tests take them on their way, and fail where one can't be read.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = `${root}.pictures`;
const files = ["hosted", "hosted-ways", "hosted-states", "pads", "registration"];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const name of files) {
	const child = spawn(process.execPath, ["--test", "--test-reporter=spec", `test/e2e/${name}.test.mjs`], {
		cwd: root,
		env: { ...process.env, VIEWS: "all", SCREENSHOTS: folder },
		stdio: "inherit",
	});
	const [code] = await once(child, "close");
	if (code !== 0) process.exitCode = 1;
}
console.log(`${readdirSync(folder).length} pictures in .pictures/`);
