// Draws planted houses, and looks at what docs/house.md says afterwards.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { lineOf, order } from "../../scripts/house/order.mjs";
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

/** The rooms of the planted house, highest first; each has a floor of its own. */
const rooms = ["users", "web", "context", "db", "errors", "env"];
const floorOf = (room) => 1 + lineOf(room);

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
				...rooms.flatMap((room) => [`subgraph floor${floorOf(room)} ["${floorOf(room)}"]`, room, "end"]),
				rooms.map((room) => `floor${floorOf(room)}`).join(" ~~~ "),
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
		assert.match(list, /^ 1 {2}\(crypto\) {2}\(derived\) {2}env {2}/);
		const people = new RegExp(
			`^ *${floorOf("users")} {2}\\(applications\\) {2}\\(authenticators\\) {2}.* {2}users$`,
			"m",
		);
		assert.match(list, people);
		assert.match(list, new RegExp(`^${order.length} {2}\\(index\\)$`, "m"));
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
