// The guard's one table, and how the three tables of earlier versions move into it.

/** Rows: 0 the state, 1 what was learned, from 2 on the pages of waiting events. Each value is JSON. */
export const createTable = "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, value TEXT NOT NULL)";

/** Learned factors stay behind, because the guard can be taught again. All statements are one turn, so all or none. */
export function moveFormerTables(sql: SqlStorage): void {
	sql.exec(`
		${createTable};
		INSERT OR REPLACE INTO kept SELECT 0, json_remove(
			iif(value ->> 'isRetired', json_set(value, '$.retiredAt', unixepoch() * 1000), value),
			'$.holds', '$.nextPage', '$.isRetired'
		) FROM state;
		INSERT OR REPLACE INTO kept
			SELECT 1, json_object('subject', json(value), 'factors', json_array()) FROM known WHERE id = 'subject';
		INSERT OR REPLACE INTO kept SELECT id + 1, value FROM pages;
		DROP TABLE state;
		DROP TABLE known;
		DROP TABLE pages;
	`);
}
