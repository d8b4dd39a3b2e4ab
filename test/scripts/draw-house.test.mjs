// Draws planted houses, and looks at what docs/house.md says afterwards.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { withPlanted } from "./planted.mjs";

const script = fileURLToPath(new URL("../../scripts/draw-house.mjs", import.meta.url));
const document = [
	"# The house",
	"<!-- house:picture -->",
	"<!-- /house:picture -->",
	"Between.",
	"<!-- house:order -->",
	"old",
	"<!-- /house:order -->",
	"The end.",
	"",
].join("\n");
const importing = (...targets) => targets.map((target) => `import { x } from "../${target}";\n`).join("");
const house = {
	"docs/house.md": document,
	"src/errors.ts": "",
	"src/env.ts": "",
	"src/db.ts": 'import { x } from "./errors";\n',
	"src/context.ts": 'import type { Db } from "./db";\nimport { x } from "./errors";\n',
	"src/web/reply.ts": importing("errors", "env"),
	"src/web/router.ts": importing("context", "users/service"),
	"src/users/service.ts": `${importing("web/router", "errors")}import { y } from "./table";\nimport { z } from "zod";\n`,
	"src/users/table.ts": "",
	"test/users.test.ts": 'import { x } from "../src/env";\n',
};

function draw(folder, ...options) {
	const { status, stderr } = spawnSync(process.execPath, [script, folder, ...options], { encoding: "utf8" });
	return { status, complaint: stderr.trim(), text: readFileSync(join(folder, "docs/house.md"), "utf8") };
}

it("draws each floor, and each import that no other way stands for", () => {
	withPlanted(house, (folder) => {
		const { status, text } = draw(folder);
		assert.equal(status, 0);
		const [, picture] = /<!-- house:picture -->\n```mermaid\n([\s\S]*)\n```\n<!-- \/house:picture -->/.exec(text);
		assert.deepEqual(
			picture.split("\n").map((line) => line.trim()),
			[
				"flowchart TB",
				...['subgraph floor7 ["7"]', "users", "end"],
				...['subgraph floor4 ["4"]', "web", "end"],
				...['subgraph floor3 ["3"]', "context", "end"],
				...['subgraph floor2 ["2"]', "db", "end"],
				...['subgraph floor1 ["1"]', "env", "errors", "end"],
				"floor7 ~~~ floor4 ~~~ floor3 ~~~ floor2 ~~~ floor1",
				"db --> errors",
				"context --> db",
				"web --> env",
				"web --> context",
				"users --> web",
			],
		);
	});
});

it("lists the whole order, with rooms that are still to come in brackets", () => {
	withPlanted(house, (folder) => {
		const { text } = draw(folder);
		const [, list] = /<!-- house:order -->\n```\n([\s\S]*)\n```\n<!-- \/house:order -->/.exec(text);
		assert.match(list, /^ 1 {2}\(crypto\) {2}env {2}errors/);
		assert.match(list, /^ 7 {2}\(authenticators\) {2}\(messages\) {2}users$/m);
		assert.match(list, /^21 {2}\(index\)$/m);
	});
});

it("keeps what stands outside the markers, and draws the same again", () => {
	withPlanted(house, (folder) => {
		const { text } = draw(folder);
		assert.equal(
			text.replaceAll(/(<!-- (house:\w+) -->\n)[\s\S]*?(?=<!-- \/\2)/g, "$1"),
			document.replace("old\n", ""),
		);
		assert.equal(draw(folder).text, text);
	});
});

it("checks without writing", () => {
	withPlanted(house, (folder) => {
		const old = draw(folder, "--check");
		assert.deepEqual([old.status, old.text], [1, document]);
		assert.match(old.complaint, /Run: node scripts\/draw-house\.mjs/);
		draw(folder);
		assert.deepEqual([draw(folder, "--check").status, draw(folder, "--check").complaint], [0, ""]);
	});
});

for (const marker of ["<!-- house:picture -->", "<!-- /house:order -->"]) {
	it(`asks for the marker ${marker} when it isn't there, and writes nothing`, () => {
		const without = document.replace(marker, "");
		withPlanted({ ...house, "docs/house.md": without }, (folder) => {
			const { status, complaint, text } = draw(folder);
			assert.deepEqual([status, text], [1, without]);
			assert.match(complaint, new RegExp(`^docs/house\\.md has no place .*${marker}.*$`));
		});
	});
}
