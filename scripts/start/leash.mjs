// Loaded into wrangler's process: when start.mjs is killed and can't clean up, wrangler's whole group ends as well. And
// when a workerd ends that nobody ended, wrangler ends too, because it would wait for an answer for ever.
import { subscribe } from "node:diagnostics_channel";
import { basename } from "node:path";
import { isMainThread } from "node:worker_threads";
import { whenParentEnds } from "./parent.mjs";

// Worker threads load this file too, but the process needs one watcher only. SIGKILL, because a workerd that has lost
// its wrangler waits on SIGTERM for connections that nobody closes.
if (isMainThread) {
	whenParentEnds(() => process.kill(0, "SIGKILL"));
	subscribe("child_process", ({ process: child }) => {
		child.once("exit", (code, signal) => {
			// Wrangler itself kills a workerd to put another in its place.
			if (!basename(child.spawnfile ?? "").startsWith("workerd") || child.killed) return;
			process.stderr.write(`\nworkerd ended by itself (${code ?? signal}).\n`);
			process.exit(1);
		});
	});
}
