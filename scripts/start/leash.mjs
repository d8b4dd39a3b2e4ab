// Loaded into wrangler's process: when start.mjs is killed and can't clean up, wrangler's whole group ends as well.
import { isMainThread } from "node:worker_threads";
import { whenParentEnds } from "./parent.mjs";

// Worker threads load this file too, but the process needs one watcher only. SIGKILL, because a workerd that has lost
// its wrangler waits on SIGTERM for connections that nobody closes.
if (isMainThread) whenParentEnds(() => process.kill(0, "SIGKILL"));
