// What D1 holds, as a whole: to see that nothing has changed, and to put it back as it was.

export type Contents = Record<string, Record<string, unknown>[]>;

/** The rows of every table of ours. The log is left out: it may grow at any time, when a guard's events arrive. */
export async function readTables(database: D1Database): Promise<Contents> {
	const names = await tableNames(database);
	const results = await database.batch<Record<string, unknown>>(
		names.map((name) => database.prepare(`SELECT * FROM ${name}`)),
	);
	return Object.fromEntries(names.map((name, index) => [name, results[index]!.results]));
}

/** Makes every table hold these rows and no others. */
export async function restoreTables(database: D1Database, contents: Contents): Promise<void> {
	await database.batch([
		database.prepare("PRAGMA defer_foreign_keys = on"),
		...Object.keys(contents).map((name) => database.prepare(`DELETE FROM ${name}`)),
		...Object.entries(contents).flatMap(([name, rows]) => rows.map((row) => insertion(database, name, row))),
	]);
}

function insertion(database: D1Database, table: string, row: Record<string, unknown>): D1PreparedStatement {
	const columns = Object.keys(row);
	const places = columns.map(() => "?").join(", ");
	return database
		.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`)
		.bind(...Object.values(row));
}

const known = new WeakMap<D1Database, string[]>();

async function tableNames(database: D1Database): Promise<string[]> {
	const names = known.get(database);
	if (names) return names;
	const { results } = await database
		.prepare(
			`SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'log_events'
				AND name NOT GLOB 'd1_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
		)
		.all<{ name: string }>();
	known.set(
		database,
		results.map(({ name }) => name),
	);
	return known.get(database)!;
}
