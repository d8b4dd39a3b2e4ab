// Runs before every test file. The files of a worker share one workerd, because loading the Worker's modules anew takes
// 15 seconds. So each file gets the database as the migrations leave it, and a handle of its own for it.
import { applyD1Migrations, env, runInDurableObject } from "cloudflare:test";
import { afterAll } from "vitest";
import { rememberImports } from "./imports";
import { askAgain, objectIds } from "./object-ids";
import { handInPrinted, keepPrinted } from "./printed";
import { restoreTables } from "./tables";
import { setTimersPlainly } from "./timers";
import { freshHandle, freshTables, quietObjects, realDatabase } from "./worker-state";
import { wrapPrototypesOnce } from "./wrappers";

rememberImports();
wrapPrototypesOnce();
setTimersPlainly();
keepPrinted();
afterAll(handInPrinted);

// Guards and transactions of earlier files would go on asking for rows that are gone with that file's database.
for (const objects of [env.GUARD, env.TRANSACTIONS] as unknown as DurableObjectNamespace[]) {
	for (const id of await objectIds(objects)) {
		if (quietObjects.has(String(id))) continue;
		await askAgain(() => runInDurableObject(objects.get(id), (_, { storage }) => storage.deleteAlarm()));
		quietObjects.add(String(id));
	}
}

const database = realDatabase(env.DB);
await applyD1Migrations(database, env.MIGRATIONS);
await restoreTables(database, await freshTables(database));
await database.batch(["log_events", "log_totals"].map((table) => database.prepare(`DELETE FROM ${table}`)));
// The product remembers what it read by the handle it read with. So a new handle has nothing remembered.
env.DB = freshHandle(database);
