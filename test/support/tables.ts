// All contents of D1: a test can see that nothing has changed, and put everything back.

/** Table → its rows as JSON text, each an array of its columns. */
export type Contents = Record<string, string>;

/**
 * Reads the rows of every table of ours, without the log and the summaries of transactions, which objects may reach at
 * any time, and without what triggers write.
 */
export async function readTables(database: D1Database): Promise<Contents> {
	// One statement, because this is asked after each of thousands of requests.
	const parts = [...(await columnsByTable(database))].map(
		([table, columns]) => `(SELECT json_group_array(json_array(${columns.join(", ")})) FROM ${table}) AS ${table}`,
	);
	return (await database.prepare(`SELECT ${parts.join(", ")}`).first<Contents>())!;
}

/** Makes every table hold these rows and no others. */
export async function restoreTables(database: D1Database, contents: Contents): Promise<void> {
	const columnsOf = await columnsByTable(database);
	await database.batch([
		database.prepare("PRAGMA defer_foreign_keys = on"),
		...Object.keys(contents).map((table) => database.prepare(`DELETE FROM ${table}`)),
		// An empty table needs no insert. All others do, because deletions cascade to the tables that point there.
		...[...columnsOf].flatMap(([table, columns]) => {
			if (contents[table] === "[]") return [];
			const values = columns.map((_, index) => `value ->> ${index}`).join(", ");
			return database
				.prepare(`INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values} FROM json_each(?)`)
				.bind(contents[table]);
		}),
	]);
}

/**
 * A number that grows with every row of D1 that is written, by whoever writes it. While it stays as it is, nothing has
 * changed, and the tables need not be read.
 */
export const countOfChanges = async (database: D1Database): Promise<number> =>
	(await database.prepare("SELECT total_changes() AS count").first<number>("count"))!;

const known = new WeakMap<D1Database, ReadonlyMap<string, string[]>>();

async function columnsByTable(database: D1Database): Promise<ReadonlyMap<string, string[]>> {
	const found = known.get(database);
	if (found) return found;
	const { results } = await database
		.prepare(
			`SELECT t.name AS "table", c.name AS "column" FROM sqlite_master AS t, pragma_table_info(t.name) AS c
				WHERE t.type = 'table' AND t.name NOT IN ('log_events', 'log_totals', 'authenticator_users', 'delivery_totals',
					'transactions', 'user_notices', 'past_addresses')
				AND t.name NOT GLOB 'd1_*' AND t.name NOT GLOB 'sqlite_*' AND t.name NOT GLOB '_cf_*'`,
		)
		.all<{ table: string; column: string }>();
	const columns = new Map<string, string[]>();
	for (const { table, column } of results) columns.set(table, [...(columns.get(table) ?? []), column]);
	known.set(database, columns);
	return columns;
}
