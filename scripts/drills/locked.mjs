// Drill: another process locks the local D1 for a minute, so that D1 answers nothing, while warm users are verified.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nextCode, wrongCode } from "../../bench/filled.mjs";
import { connectTo } from "./client.mjs";
import { withHome } from "./local.mjs";
import { followLog } from "./log.mjs";
import { enrollUsers, verify } from "./users.mjs";

const lockedMs = 60_000;
const arrivesWithinMs = 60_000;
const users = 100;
/** A busy machine may break a connection. */
const leastAnswered = 0.9;

/** What each user does while D1 is locked, spread over the whole time. */
const attempts = [nextCode, nextCode, wrongCode, nextCode, nextCode];

export async function locked() {
	if (!hasSqlite()) return { skipped: "sqlite3 is not installed" };
	return withHome(async ({ start, folder }) => {
		const client = connectTo(await start());
		const tokens = await enrollUsers(client, { count: users });
		// From here on, the guards and the isolate know all that these users need.
		for (const token of tokens) await verify(client, token);
		const unlock = await lock(databaseIn(folder));
		const requests = await attemptAll(client, tokens);
		await unlock();

		const log = followLog(client);
		await log.until(() => log.missing(requests).length === 0, arrivesWithinMs);
		client.close();
		const [missing, doubled] = [log.missing(requests).length, log.doubled(requests).length];
		const expected = users * attempts.length;
		return {
			isKept: requests.length >= leastAnswered * expected && missing === 0 && doubled === 0,
			figures:
				`D1 locked for ${lockedMs / 1000} s: ${missing} of ${requests.length} acknowledged events missing a minute later, ` +
				`${doubled} twice, ${expected - requests.length} of ${expected} attempts not answered`,
		};
	});
}

/** @returns the ids of the requests that were answered with a verdict */
async function attemptAll(client, tokens) {
	const requests = [];
	const every = lockedMs / attempts.length;
	await Promise.all(
		tokens.map(async (token, index) => {
			const beginsAt = Date.now() + (every * index) / tokens.length;
			for (const [round, codeOf] of attempts.entries()) {
				await sleep(beginsAt + round * every - Date.now());
				const { status, requestId } = await verify(client, token, { passCode: codeOf(token) }).catch(() => ({}));
				if (status === 200 || status === 403) requests.push(requestId);
			}
		}),
	);
	return requests;
}

/** Locks the database. Returns a function that unlocks it. */
async function lock(path) {
	const holder = spawn("sqlite3", [path], { stdio: ["pipe", "pipe", "inherit"] });
	const exited = once(holder, "exit");
	holder.stdin.write(".timeout 20000\n.bail on\nBEGIN EXCLUSIVE;\nSELECT 'locked';\n");
	const [said] = await Promise.race([once(holder.stdout, "data"), exited]);
	if (String(said).trim() !== "locked") throw new Error(`sqlite3 could not lock ${path}: ${said}`);
	return async () => {
		holder.stdin.end("ROLLBACK;\n");
		await exited;
	};
}

/** The file of the local D1. Beside it, the runtime keeps files of its own. */
function databaseIn(folder) {
	const state = join(folder, ".wrangler/state/v3/d1/miniflare-D1DatabaseObject");
	const paths = readdirSync(state).filter((name) => name.endsWith(".sqlite"));
	const query = "SELECT count(*) FROM sqlite_master WHERE name = 'log_events'";
	const found = paths.map((name) => join(state, name)).find((path) => sqlite(path, query) === "1");
	if (found === undefined) throw new Error(`no D1 is in ${state}`);
	return found;
}

const sqlite = (...args) => execFileSync("sqlite3", args, { encoding: "utf8" }).trim();

function hasSqlite() {
	try {
		return sqlite("--version") !== "";
	} catch {
		return false;
	}
}
