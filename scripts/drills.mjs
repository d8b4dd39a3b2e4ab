// `npm run drills`: breaks what surrounds Tessera, on this machine, and counts what was lost or wrong.
// `npm run drills -- killed lost` plays these two alone.
import { files } from "./drills/files.mjs";
import { fuzz } from "./drills/fuzz.mjs";
import { imports } from "./drills/imports/index.mjs";
import { killed } from "./drills/killed.mjs";
import { locked } from "./drills/locked.mjs";
import { lost } from "./drills/lost.mjs";
import { names } from "./drills/names.mjs";
import { objects } from "./drills/objects.mjs";
import { chosenFrom, runDrills } from "./drills/run.mjs";
import { steady } from "./drills/steady.mjs";
import { transactions } from "./drills/transactions.mjs";

/** The drills of one row run side by side, because they wait for most of their time. */
const rows = [
	{ locked, killed, names },
	{ lost, transactions },
];

/** What needs an idle machine, or minutes. */
const onRequest = { steady, objects, files, fuzz, imports };

try {
	const failed = await runDrills(chosenFrom(rows, process.argv.slice(2), onRequest), console.log);
	process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
