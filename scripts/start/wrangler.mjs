// Running wrangler on this machine alone: no account, no network, and nothing of it left behind when we stop.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const leash = new URL("leash.mjs", import.meta.url).href;
/** Wrangler's program itself: its launcher would stand between us and it, and pass on neither signals nor its end. */
const program = fileURLToPath(new URL("../../node_modules/wrangler/wrangler-dist/cli.js", import.meta.url));
const devProgram = fileURLToPath(new URL("dev.mjs", import.meta.url));

// In the process environment: what stands in an .env file becomes a binding of the Worker.
const offline = {
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_SEND_METRICS: "false",
	WRANGLER_SEND_ERROR_REPORTS: "false",
	WRANGLER_HIDE_BANNER: "true",
};

// What we and wrangler write from now on is for our own user: the local database has codes and messages in plain text.
process.umask(0o077);

const graceMs = 5_000;
const checkEveryMs = 50;
const keptOutput = 20_000;

/** @param options of scripts/start/dev.mjs */
export const startDev = (options) => startProgram([devProgram, JSON.stringify(options)]);

/** @param args a wrangler command */
export const startWrangler = (args) => startProgram([program, ...args]);

/**
 * Starts a program in a process group of its own, so that one signal reaches every workerd it starts.
 * @returns `exited`: promise of the exit code (or signal) · `output()`: the last it said ·
 *   `show()`: from now on it says it here · `stop()`: ends the whole group and resolves when nothing of it is left
 */
function startProgram(args) {
	const child = spawn(process.execPath, ["--no-warnings", "--experimental-vm-modules", "--import", leash, ...args], {
		cwd: root,
		env: { ...process.env, ...offline },
		stdio: ["ignore", "pipe", "pipe"],
		detached: true,
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text) => {
			said = (said + text).slice(-keptOutput);
		});
	}
	return {
		exited: new Promise((resolve, reject) => {
			child.once("error", reject);
			child.once("close", (code, signal) => resolve(code ?? signal));
		}),
		output: () => said.trim(),
		show() {
			child.stdout.pipe(process.stdout);
			child.stderr.pipe(process.stderr);
		},
		async stop() {
			child.stdout.unpipe();
			child.stderr.unpipe();
			signalGroup(child.pid, "SIGTERM");
			for (let waited = 0; signalGroup(child.pid, waited < graceMs ? 0 : "SIGKILL"); waited += checkEveryMs) {
				await sleep(checkEveryMs);
			}
		},
	};
}

/** Signals a process group (0: only asks); false when nobody is left in it. */
function signalGroup(pid, signal) {
	try {
		return process.kill(-pid, signal);
	} catch {
		return false;
	}
}
