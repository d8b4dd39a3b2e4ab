// Runs before every test file. The files of a worker share one workerd, because loading the Worker's modules anew takes
// four seconds. So each file gets the database as the migrations leave it, and a handle of its own for it.
import { applyD1Migrations, env } from "cloudflare:test";
import { restoreTables } from "./tables";
import { freshHandle, freshTables, realDatabase } from "./worker-state";

const database = realDatabase(env.DB);
await applyD1Migrations(database, env.MIGRATIONS);
await restoreTables(database, await freshTables(database));
await database.prepare("DELETE FROM log_events").run();
// The product remembers what it read by the handle it read with. So a new handle has nothing remembered.
env.DB = freshHandle(database);
