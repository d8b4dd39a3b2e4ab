// `npm run restore`: takes D1 back to an earlier moment, and tells the guards by a new generation (docs/restoring.md).
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { lockFolder } from "./start/lock.mjs";
import { startWrangler } from "./start/wrangler.mjs";

const usage = `How to restore D1 (docs/restoring.md):

  npm run restore -- 2026-11-26T14:00:00Z     to a moment of the last 30 days
  npm run restore -- --bookmark 0000007b-…    to a bookmark, also to take a restore back
  npm run restore -- --local                  after you have put a local database file back

  --dry-run prints the commands and runs none. --yes asks nothing.`;

const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1000;
const root = fileURLToPath(new URL("../", import.meta.url));

try {
	await restore(readWishes());
} catch (error) {
	console.error(`\n${error.message}\n`);
	process.exitCode = 1;
}

async function restore({ target, isLocal, isDry, isSure }) {
	const folder = resolve(process.env.LOCAL_DIR || root);
	const state = join(folder, ".wrangler/state");
	const where = isLocal ? ["--local", "--persist-to", state] : ["--remote"];
	const commands = [
		// With --json wrangler doesn't ask, and says the bookmark that takes the restore back.
		...(isLocal ? [] : [["d1", "time-travel", "restore", "DB", target, "--json"]]),
		// The code that runs now needs its tables, also in a database from before them.
		["d1", "migrations", "apply", "DB", ...where],
		["d1", "execute", "DB", ...where, "--command", newGeneration(Date.now())],
	];
	if (isDry) return console.log(commands.map(asTyped).join("\n"));
	if (isLocal && !existsSync(state)) throw new Error(`There are no local data in ${state}.`);
	if (isLocal) await lockFolder(folder, "npm run restore");
	else if (!isSure) await askWhetherSure(target);
	for (const [index, command] of commands.entries()) {
		console.log(`\n$ ${asTyped(command)}`);
		const wrangler = startWrangler(command);
		wrangler.show();
		const code = await wrangler.exited;
		if (code !== 0) {
			const left = commands.slice(index).map(asTyped).join("\n");
			throw new Error(`wrangler ended with ${code}. The restore is not complete. Still to be run:\n\n${left}`);
		}
	}
	console.log(
		"\nD1 has a new generation. Within 30 s every guard forgets what it had learned of D1, and keeps its marks.",
	);
}

/** An upsert: an update of a row that is missing would change nothing, and say nothing. */
function newGeneration(now) {
	return `INSERT INTO generation (id, value) VALUES (0, ${now}) ON CONFLICT (id) DO UPDATE SET value = excluded.value`;
}

function asTyped(command) {
	return ["npx", "wrangler", ...command].map((word) => (/^[\w./:=-]+$/.test(word) ? word : `"${word}"`)).join(" ");
}

async function askWhetherSure(target) {
	if (!process.stdin.isTTY) throw new Error("Nobody is there to be asked. Say --yes to restore without a question.");
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question(`Everything that D1 wrote after ${target} will be lost. Go on? (yes/no) `);
	terminal.close();
	if (answer.trim() !== "yes") throw new Error("Nothing was changed.");
}

function readWishes() {
	const { values, positionals } = parse();
	const [moment, ...others] = positionals;
	const ways = [moment !== undefined, values.bookmark !== undefined, values.local].filter(Boolean).length;
	if (ways !== 1 || others.length > 0) throw new Error(usage);
	const target = values.bookmark === undefined ? `--timestamp=${readMoment(moment)}` : `--bookmark=${values.bookmark}`;
	return { target, isLocal: values.local, isDry: values["dry-run"], isSure: values.yes };
}

function parse() {
	const no = { type: "boolean", default: false };
	try {
		return parseArgs({
			allowPositionals: true,
			options: { local: no, "dry-run": no, yes: no, bookmark: { type: "string" } },
		});
	} catch (error) {
		throw new Error(`${error.message}\n\n${usage}`);
	}
}

/** A time with its zone, because wrangler would read one without as this machine's or as UTC. */
function readMoment(text) {
	if (text === undefined) return null;
	const at = Date.parse(text);
	if (Number.isNaN(at) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
		throw new Error(`"${text}" is no moment with a zone, such as 2026-11-26T14:00:00Z.`);
	}
	const age = Date.now() - at;
	if (age < 0 || age > keptDays * dayMs) throw new Error(`"${text}" is not within the last ${keptDays} days.`);
	return new Date(at).toISOString();
}
