// Takes texts away from a copy of the message texts, and lets the compiler of `npm run check` look for them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { withPlanted } from "./planted.mjs";

const pathOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const languagesFile = "src/languages.ts";
const english = "src/messages/words/en.ts";
const japanese = "src/messages/words/ja.ts";
const paths = [languagesFile, english, japanese, "src/messages/words/index.ts"];
const copy = {
	...Object.fromEntries(paths.map((path) => [path, readFileSync(pathOf(path), "utf8")])),
	// `types` are left out, because the texts need none and reading them takes most of the time.
	"tsconfig.json": JSON.stringify({
		extends: pathOf("tsconfig.json"),
		compilerOptions: { types: [] },
		include: ["src"],
		exclude: [],
	}),
};

/** What the compiler says of the copy, after `change` has changed the text of one file. */
function complaints(path, change) {
	const changed = change(copy[path]);
	return withPlanted({ ...copy, [path]: changed }, (folder) => {
		const { status, stdout, error } = spawnSync(pathOf("node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" });
		assert.ifError(error);
		assert.equal(status === 0, stdout === "", stdout);
		return stdout;
	});
}

/** Takes away a text of one line. */
const without = (key) => (text) => {
	const lines = text.split("\n");
	const others = lines.filter((line) => !line.startsWith(`\t"${key}": `));
	assert.equal(others.length, lines.length - 1);
	return others.join("\n");
};

describe("the compiler, of the texts of messages", () => {
	it("has nothing to say while every language has every key", () => {
		const said = complaints(english, (text) => text);
		assert.equal(said, "");
	});

	for (const key of ["sms.verification", "speech.separator", "email.reset.subject"]) {
		for (const path of [english, japanese]) {
			it(`names ${key} when only ${path} has none`, () => {
				const said = complaints(path, without(key));
				assert.match(said, /words\/ja\.ts/);
				assert.ok(said.includes(`"${key}"`), said);
			});
		}
	}

	it("names a language without texts", () => {
		const said = complaints(languagesFile, (text) => text.replace('["en", "ja"]', '["en", "ja", "pt"]'));
		assert.match(said, /words\/index\.ts/);
		assert.match(said, /'pt' is missing/);
	});
});
