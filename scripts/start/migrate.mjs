// Brings a local D1 up to the newest migration. `wrangler d1 migrations apply` starts a workerd for each migration,
// which takes half a minute; here one workerd applies them all.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { unstable_readConfig, unstable_splitSqlQuery } from "wrangler";

/** What wrangler keeps of the migrations that were applied. */
const table = `CREATE TABLE IF NOT EXISTS d1_migrations (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT UNIQUE,
	applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Each migration is applied whole or not at all.
 * @param state the folder of the local data
 */
export async function migrate(state) {
	const [{ database_id: id, migrations_dir: folder }] = unstable_readConfig({ config: "wrangler.toml" }).d1_databases;
	const miniflare = new Miniflare({
		modules: true,
		script: "export default {}",
		d1Databases: { DB: id },
		d1Persist: join(state, "v3/d1"),
	});
	try {
		const database = await miniflare.getD1Database("DB");
		await database.prepare(table).run();
		const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
		const applied = new Set(results.map(({ name }) => name));
		for (const name of readdirSync(folder).sort()) {
			if (!name.endsWith(".sql") || applied.has(name)) continue;
			const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8"));
			await database
				.batch([
					...statements.map((sql) => database.prepare(sql)),
					database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
				])
				.catch((error) => {
					throw new Error(`The migration ${name} failed: ${error.message}`);
				});
		}
	} finally {
		await miniflare.dispose();
	}
}
