// Breaks each house rule in a folder of its own and looks whether it is found.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { assertNoBreach, assertOneBreach, breachesIn, opening, withPlanted } from "./planted.mjs";

const script = fileURLToPath(new URL("../../scripts/check-house.mjs", import.meta.url));

describe("check-house", () => {
	it("ends with 0 for a good house, names each breach and ends with 1 for another", () => {
		const run = (files) =>
			withPlanted(files, (folder) => spawnSync(process.execPath, [script, folder], { encoding: "utf8" }));
		const good = run({ "src/ids.ts": opening });
		assert.deepEqual([good.status, good.stderr, good.stdout], [0, "", "1 files, 0 breaches of the house rules\n"]);
		const bad = run({ "src/ids.ts": "", "src/utils.ts": opening });
		assert.equal(bad.status, 1);
		assert.equal(bad.stderr.trim().split("\n").length, 3);
	});

	it("lets a room import rooms on earlier lines, its own files and packages", () => {
		assertNoBreach({
			"src/users/service.ts": `${opening}import { eq } from "drizzle-orm";\nimport type { Ctx } from "../context";\nimport { users } from "./table";\n`,
			"src/users/table.ts": opening,
			"src/reference/page.ts": `${opening}import { version } from "../../package.json";\n`,
		});
	});

	it("refuses an import of a later room", () => {
		assertOneBreach(
			{ "src/web/router.ts": `${opening}import { x } from "../users/service";\n` },
			/src\/web\/router\.ts: imports \.\.\/users\/service, but "users" does not stand before "web"/,
		);
	});

	it("refuses an import between rooms on one line", () => {
		assertOneBreach(
			{ "src/access/service.ts": `${opening}import { x } from "../groups/service";\n` },
			/"groups" does not stand before "access"/,
		);
	});

	for (const [form, statement] of Object.entries({
		"over several lines": 'import {\n\ta,\n\tb,\n} from "../log/write";',
		"of a type": 'import type { LogEvent } from "../log/event";',
		"of a type in an expression": 'export type E = import("../log/event").LogEvent;',
		"with a default": 'import write, { type LogEvent } from "../log/write";',
		"of everything": 'import * as log from "../log/write";',
		"by a re-export": 'export { x } from "../log/write";',
		"by a re-export of everything": 'export * from "../log/write";',
		"behind a regular expression": 'const quote = /[`"//]/;\nimport { x } from "../log/write";',
		"behind a template in a template": `const x = \`\${y ? \`//\` : "\`"}\`;\nimport { x } from "../log/write";`,
		"for its effect only": 'import "../log/write";',
		"at run time": 'const { x } = await import("../log/write");',
	})) {
		it(`sees an import ${form}`, () => {
			assertOneBreach({ "src/web/reply.ts": `${opening}${statement}\n` }, /"log" does not stand before "web"/);
		});
	}

	it("passes over imports that are only mentioned in comments", () => {
		assertNoBreach({ "src/web/reply.ts": `${opening}// import { x } from "../log/write";\n/* import "../app"; */\n` });
	});

	it("passes over what is only said in a text", () => {
		assertNoBreach({ "src/web/reply.ts": `${opening}const x = ["fetch()", \`Date.now()\`, /new Date()/];\n` });
		assertOneBreach({ "src/web/reply.ts": `${opening}const x = \`at \${Date.now()}\`;\n` }, /uses Date\.now\(\)/);
	});

	it("refuses a room that has no line", () => {
		assertOneBreach({ "src/payments/service.ts": opening }, /the room "payments" is unknown/);
	});

	it("refuses an import from outside src", () => {
		assertOneBreach({ "src/app.ts": `${opening}import { x } from "../test/support/world";\n` }, /outside src/);
	});

	it("keeps a slice's table to the slice's folder, types included", () => {
		const statement = 'import type { users } from "../users/table";\n';
		assertNoBreach({ "src/users/list.ts": `${opening}import { users } from "./table";\n` });
		assertOneBreach({ "src/factors/verify.ts": opening + statement }, /the table belongs to "src\/users\/" alone/);
	});

	describe("of imports in a circle", () => {
		/** Files of one room, and whom each of them imports. */
		const room = (imports) =>
			Object.fromEntries(
				Object.entries(imports).map(([name, targets]) => {
					const statements = targets.map((target) => `import type { X } from "./${target}";\n`);
					return [`src/users/${name}.ts`, opening + statements.join("")];
				}),
			);

		it("allows two ways to the same file", () => {
			assertNoBreach(room({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }));
		});

		it("names two files that import each other, once", () => {
			assertOneBreach(
				room({ b: ["a"], a: ["b"], c: ["a", "b"] }),
				/^src\/users\/a\.ts → src\/users\/b\.ts → src\/users\/a\.ts: a circle of imports/,
			);
		});

		it("names a file that imports itself", () => {
			assertOneBreach(room({ a: ["a"] }), /^src\/users\/a\.ts → src\/users\/a\.ts: a circle/);
		});

		it("names a long circle as a whole, over a folder's index too", () => {
			assertOneBreach(
				room({ a: ["parts"], "parts/index": ["../b"], b: ["c"], c: ["a"] }),
				/^src\/users\/a\.ts → src\/users\/parts\/index\.ts → src\/users\/b\.ts → src\/users\/c\.ts → src\/users\/a\.ts:/,
			);
		});

		it("names each circle that a file lies on", () => {
			const breaches = breachesIn(room({ a: ["b", "c"], b: ["a"], c: ["a"] }));
			assert.deepEqual(
				breaches.map((breach) => breach.replaceAll(/src\/users\/|\.ts|:.*/g, "")),
				["a → b → a", "a → c → a"],
			);
		});
	});

	it("lets the app alone import routes, types included", () => {
		const statement = 'import type { userRoutes } from "./users/routes";\n';
		assertNoBreach({ "src/app.ts": opening + statement, "src/users/routes.ts": opening });
		assertOneBreach(
			{ "src/index.ts": opening + statement },
			/src\/index\.ts: imports \.\/users\/routes, but only src\/app\.ts mounts routes/,
		);
	});

	it("lets a slice put its routes together out of files beside each other", () => {
		const groups = (statement) => ({ "src/groups/routes.ts": `${opening}${statement}\n` });
		assertNoBreach(groups('import { memberRoutes } from "./member-routes";'));
		assertOneBreach(groups('import { x } from "./members/member-routes";'), /mounts routes/);
		assertOneBreach(groups('import { x } from "../users/list-routes";'), /mounts routes/);
		assertOneBreach({ "src/groups/service.ts": `${opening}import { x } from "./routes";\n` }, /mounts routes/);
	});

	describe("in the rooms of pages", () => {
		const verb = 'import { listUsers } from "../users/service";\n';
		const page =
			'import { page } from "../web/page";\nexport const users = page({ access: "session", load: listUsers });\n';

		it("lets a page call verbs", () => {
			assertNoBreach({ "src/console/users.tsx": opening + verb + page });
			assertNoBreach({ "src/hosted/enrol.tsx": opening + verb + page.replace("page(", "page<Facts>(") });
			assertNoBreach({
				"src/console/users.tsx":
					opening + verb + page.replace("{ page }", "{ page as show }").replace("page(", "show("),
			});
		});

		for (const room of ["console", "hosted"]) {
			it(`refuses a verb in a file of ${room} without a page`, () => {
				const breach = /imports \.\.\/users\/service and calls no page\(\)/;
				assertOneBreach({ [`src/${room}/users.ts`]: opening + verb }, breach);
				assertOneBreach({ [`src/${room}/users.ts`]: `${opening}${verb}// page(\nconst page = "page()";\n` }, breach);
				assertOneBreach({ [`src/${room}/users.ts`]: opening + verb + page.replace("../web/page", "./page") }, breach);
				assertOneBreach({ [`src/${room}/users.ts`]: opening + verb + page.replace(/export.*/, "page;") }, breach);
			});
		}

		it("lets other files import the ground of pages, their own room and types", () => {
			assertNoBreach({
				"src/ui/table.tsx": opening,
				"src/console/menu.tsx": [
					opening,
					'import { jsx } from "hono/jsx";',
					'import * as z from "zod";',
					'import { notFound } from "../errors";',
					'import { Table } from "../ui/table";',
					'import type { User } from "../users/user";',
					'import { type Group } from "../groups/service";',
					'import { links } from "../web/links";',
					'import { words } from "./words/en";',
				].join("\n"),
			});
		});

		for (const target of ["../db", "cloudflare:workers", "drizzle-orm", "hono"]) {
			it(`refuses ${target} without a page`, () =>
				assertOneBreach({ "src/console/menu.ts": `${opening}import { x } from "${target}";\n` }, /calls no page\(\)/));
		}
	});

	it("keeps a schema free of the database and the web framework", () => {
		assertOneBreach(
			{ "src/users/schema.ts": `${opening}import { sql } from "drizzle-orm/sqlite-core";\n` },
			/free of it/,
		);
		assertOneBreach({ "src/users/schema.ts": `${opening}import { Hono } from "hono";\n` }, /free of it/);
	});

	it("allows 400 lines and refuses 401", () => {
		assertNoBreach({ "src/errors.ts": opening + "const x = 1;\n".repeat(399) });
		assertOneBreach({ "src/errors.ts": opening + "const x = 1;\n".repeat(400) }, /401 lines/);
	});

	for (const path of [
		"src/users/utils.ts",
		"src/web/date-helper.ts",
		"test/common/x.ts",
		"scripts/misc.mjs",
		"src/guard/manager/x.ts",
	]) {
		it(`refuses the name ${path}`, () => assertOneBreach({ [path]: opening }, /names nothing/));
	}

	it("refuses a file without an opening sentence", () => {
		assertOneBreach({ "src/ids.ts": "export const x = 1;\n// Too late to say it.\n" }, /does not open with a comment/);
		assertOneBreach({ "scripts/x.mjs": "//\n" }, /does not open with a comment/);
	});

	for (const use of [
		"Date.now()",
		"new Date()",
		"new Date",
		"Math.random()",
		"crypto.randomUUID()",
		'fetch("https://example.com")',
	]) {
		it(`refuses ${use} in a slice and in a pure room, and allows it in a comment`, () => {
			const code = `${opening}export const x = () => ${use};\n`;
			assertOneBreach({ "src/users/service.ts": code }, /can't steer/);
			assertOneBreach({ "src/otp/totp.ts": code }, /src\/otp\/totp\.ts: is pure, but uses/);
			assertNoBreach({ "src/users/service.ts": `${opening}// Not ${use}.\n` });
		});
	}

	for (const use of [
		"Date.now()",
		"setTimeout(work, 1)",
		"setInterval(work, 1)",
		'console.log("x")',
		"caches.default",
		"globalThis.fetch(x)",
		"load(fetch)",
		"performance.now()",
	]) {
		it(`refuses ${use} in a pure file, in a room with a clock too`, () => {
			const code = `export const x = () => ${use};\n`;
			assertOneBreach({ "src/guard/rules.ts": `// The guard's rules. PURE.\n${code}` }, /is pure, but uses/);
			assertNoBreach({ "src/guard/object.ts": `// The guard's object.\n${code}` });
		});
	}

	it("lets a pure file take what it needs as an argument", () => {
		assertNoBreach({
			"src/guard/rules.ts":
				"// The guard's rules. PURE.\nexport const x = (io, at) => io.fetch(new Date(at)).console.caches;\n",
		});
	});

	for (const line of [
		"// The guard's rules, pure: what is refused.",
		"// The guard's rules. Pure.",
		"// The guard's rules. PURE",
		"// The guard's rules. PURE. And more.",
		"// PURE: the guard's rules.",
		"// The guard's rules, pure. PURE.",
		"// The guard's rules, and what they\n// are about. PURE.",
	]) {
		it(`refuses the mark of a pure file in ${JSON.stringify(line)}`, () =>
			assertOneBreach({ "src/guard/rules.ts": `${line}\n` }, /mark a pure file by "PURE\."/));
	}

	it("allows the word in a later comment", () => {
		assertNoBreach({ "src/guard/object.ts": `${opening}// Only this part is pure.\n` });
	});

	describe("of a pure file's imports", () => {
		const answer = (statement) => ({ "src/hooks/answer.ts": `// An answer. PURE.\n${statement}\n` });

		for (const statement of [
			'import * as z from "zod";',
			'import { sha256 } from "@noble/hashes/sha2.js";',
			'import { utf8 } from "../crypto/bytes";',
			'import { invalid } from "../errors";',
			'import { matchCounters } from "../otp/hotp";',
			'import type { Delivery } from "../log/event";',
			'import { type Delivery } from "../log/event";',
			'import type { Options } from "aws4fetch";',
		]) {
			it(`allows ${statement}`, () => assertNoBreach(answer(statement)));
		}

		for (const statement of [
			'import { newId } from "../ids";',
			'import { type A, b } from "../log/write";',
			'import "../log/write";',
			'export { b } from "../log/write";',
			'export const b = import("../log/write");',
			'import { version } from "../../package.json";',
			'import type { Ctx } from "../context";',
			'import { AwsClient } from "aws4fetch";',
			'import { zodiac } from "zodiac";',
			'import { connect } from "cloudflare:sockets";',
			'import { readFileSync } from "node:fs";',
			'import type { SQL } from "drizzle-orm";',
			'import { sqliteTable } from "drizzle-orm/sqlite-core";',
			'import type { Context } from "hono";',
		]) {
			it(`refuses ${statement}`, () =>
				assertOneBreach(answer(statement), /src\/hooks\/answer\.ts: is pure, but imports/));
		}

		it("allows other pure files, and refuses files that aren't marked", () => {
			const statement = 'import { parse } from "../net/json";';
			assertNoBreach({ ...answer(statement), "src/net/json.ts": "// JSON from outside. PURE.\n" });
			assertOneBreach({ ...answer(statement), "src/net/json.ts": opening }, /imports \.\.\/net\/json\. Mark that file/);
		});

		it("holds every file of a pure room to the same", () => {
			const statement = 'import { seal } from "../net/json";\n';
			assertOneBreach({ "src/phone/number.ts": opening + statement }, /src\/phone\/number\.ts: is pure, but imports/);
		});
	});

	it("allows the time to the rooms that have a clock of their own", () => {
		for (const room of ["guard", "meter", "log"]) {
			assertNoBreach({ [`src/${room}/x.ts`]: `${opening}export const x = () => Date.now();\n` });
		}
	});

	it("allows the time and the network to a module for browsers, which has no Ctx", () => {
		assertNoBreach({ "src/ui/browser/tail.browser.js": `${opening}fetch("/x"); Date.now();\n` });
	});

	describe("of styles and modules for browsers", () => {
		const long = "x\n".repeat(400);

		for (const [path, first] of Object.entries({
			"src/ui/style/base.css": "/* Plain elements: text and links. */\n",
			"src/ui/browser/copy.browser.js": opening,
		})) {
			it(`wants a first line in ${path}, a name that says something, and at most 400 lines`, () => {
				assertNoBreach({ [path]: first });
				assertOneBreach({ [path]: "x\n" }, /does not open with a comment/);
				assertOneBreach({ [path]: first + long }, /401 lines, more than 400/);
				assertOneBreach({ [path.replace(/\w+(?=\.\w)/, "common")]: first }, /"common" names nothing/);
			});
		}

		it("knows them as targets of imports", () => {
			const files = { "src/ui/style/base.css": "/* Plain elements: text and links. */\n" };
			assertNoBreach({ ...files, "src/ui/assets.ts": `${opening}import base from "./style/base.css";\n` });
			assertOneBreach(
				{ ...files, "src/ids.ts": `${opening}import base from "./ui/style/base.css";\n` },
				/"ui" does not stand before "ids"/,
			);
		});
	});

	it("allows ctx.fetch and a date made from a number", () => {
		assertNoBreach({ "src/users/service.ts": `${opening}ctx.fetch("x"); new Date(ctx.now());\n` });
	});

	describe("of a line with more than 120 columns", () => {
		const words = (columns) =>
			"a "
				.repeat(columns)
				.slice(0, columns - 1)
				.concat("b");
		const link = `https://example.com/${"x".repeat(120)}`;

		for (const place of ["src/ids.ts", "test/ids.test.ts", "scripts/x.mjs", "bench/x.mjs"]) {
			it(`refuses it in a comment of ${place}`, () => {
				assertNoBreach({ [place]: `${opening}// ${words(117)}\n` });
				assertOneBreach(
					{ [place]: `${opening}// ${words(118)}\n` },
					new RegExp(`^${place}:2: 121 columns, more than 120`),
				);
				assertOneBreach({ [place]: `${opening}/**\n * ${words(118)}\n */\n` }, /:3: 121 columns/);
				assertOneBreach({ [place]: `${opening}{\n\tx; // ${words(113)}\n}\n` }, /:3: 121 columns/);
			});
		}

		it("refuses it in a document", () => {
			for (const place of ["README.md", "docs/decisions/1.md", "bench/RESULTS.md"]) {
				assertNoBreach({ [place]: `${words(120)}\n` });
				assertOneBreach({ [place]: `# A title\n\n- ${words(119)}\n` }, new RegExp(`^${place}:3: 121 columns`));
				assertOneBreach({ [place]: `\`\`\`\ncode\n\`\`\`\n${words(121)}\n` }, /:4: 121 columns/);
			}
		});

		it("allows it in code, tables and packages, and where the line is one link", () => {
			assertNoBreach({
				"src/ids.ts": `${opening}export const x = "${words(121)}";\n// ${link}\n/** ${link} */\n`,
				"docs/a.md": `| ${words(121)} |\n\`\`\`\n${words(121)}\n\`\`\`\n- [a title](${link})\n[1]: ${link}\n<${link}>\n`,
				"node_modules/a/README.md": words(121),
				".wrangler/a.md": words(121),
			});
		});
	});

	describe("in a tree of 100 files", () => {
		/** Files in five rooms. Every fifth file belongs to users, beginning with the first one. */
		const tree = (linesOf, count = 100) =>
			Object.fromEntries(
				Array.from({ length: count }, (_, index) => {
					const room = ["users", "groups", "hooks", "inbox", "access"][index % 5];
					return [`src/${room}/x${index}.ts`, opening + "x;\n".repeat(linesOf(index) - 1)];
				}),
			);

		it("lets a room have a quarter of the lines, and no more", () => {
			assertNoBreach(tree((index) => (index % 5 === 0 ? 66 : 50)));
			assertOneBreach(
				tree((index) => (index % 5 === 0 ? 67 : 50)),
				/the room "users" has 1340 of 5340 lines \(25\.1 %\), more than a quarter/,
			);
		});

		it("doesn't count the texts of languages in a room's share", () => {
			const even = tree(() => 50);
			const texts = opening + "x;\n".repeat(399);
			assertNoBreach({ ...even, "src/users/words/en.ts": texts, "src/users/words/ja.ts": texts });
			assertOneBreach({ ...even, "src/users/en.ts": texts, "src/users/ja.ts": texts }, /the room "users" has 1800/);
		});

		it("holds the median file between 45 and 100 lines", () => {
			for (const lines of [45, 100]) assertNoBreach(tree(() => lines));
			for (const lines of [44, 101]) {
				assertOneBreach(
					tree(() => lines),
					new RegExp(`the median file has ${lines} lines`),
				);
			}
		});

		it("allows eleven files under 15 lines, and names twelve", () => {
			assertNoBreach(tree((index) => (index < 11 ? 14 : 50)));
			assertNoBreach(tree((index) => (index < 30 ? 15 : 50)));
			assertOneBreach(
				tree((index) => (index < 12 ? 14 : 50)),
				/12 files have fewer than 15 lines, more than 11\. .*: src\/access\/x4\.ts, /,
			);
		});

		it("says nothing about a smaller tree", () => assertNoBreach(tree(() => 44, 99)));
	});
});
