// The whole local server of a drill: the script behind `npm start` with data of its own, and its sudden end.
import { readdirSync, readFileSync } from "node:fs";
import { newHome, startServer } from "../../test/e2e/server.mjs";

/** Runs the work with a folder for a server's data, which goes away with everything that was started in it. */
export async function withHome(work) {
	const home = await newHome();
	const folder = home.environment.LOCAL_DIR;
	// What a killed program leaves behind goes away with the folder.
	home.environment.TMPDIR = folder;
	let running = null;
	const start = async () => {
		running = await startServer(home);
		return running;
	};
	try {
		return await work({ start, folder });
	} finally {
		await running?.stop();
		home.remove();
	}
}

/** Ends the server and all that it has started, at once, as a machine does that loses its power. */
export async function killWhole({ pid, ended }) {
	for (const one of [pid, ...descendantsOf(pid)]) {
		try {
			process.kill(one, "SIGKILL");
		} catch {
			// It has ended by itself meanwhile.
		}
	}
	await ended;
}

/** By Linux's process table: the ids of all processes that this one has started, and those that they have. */
export function descendantsOf(ancestor) {
	const parents = readdirSync("/proc").flatMap((pid) => {
		try {
			const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
			return [[Number(pid), Number(parent)]];
		} catch {
			return [];
		}
	});
	const found = [ancestor];
	for (const one of found) found.push(...parents.filter(([, parent]) => parent === one).map(([pid]) => pid));
	return found.slice(1);
}

/** How many MiB of memory hold what this process has started, by Linux's process table. */
export const memoryOf = (ancestor) =>
	Math.round(
		descendantsOf(ancestor)
			.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0))
			.reduce((sum, kib) => sum + kib, 0) / 1024,
	);

/** The most MiB that a program of this name has held, of those that this process has started. The kernel counts it. */
export const peakOf = (ancestor, program) =>
	Math.round(
		descendantsOf(ancestor)
			.map(statusOf)
			.filter((status) => status.startsWith(`Name:\t${program}\n`))
			.map((status) => Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
			.reduce((most, kib) => Math.max(most, kib), 0) / 1024,
	);

function statusOf(pid) {
	try {
		return readFileSync(`/proc/${pid}/status`, "utf8");
	} catch {
		// It has ended meanwhile.
		return "";
	}
}
