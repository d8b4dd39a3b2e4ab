// An import's SQLite: its state in one row, and a row for each token.
import type { ImportRow, ImportState, RowDraft, RowResult } from "./types";

// The row is the rowid, which ends every index. So the next rows with a result are read without sorting all of them.
const createTables = `
	CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS rows (
		row INTEGER PRIMARY KEY,
		result TEXT NOT NULL,
		serial TEXT,
		secretHash TEXT,
		userId TEXT,
		factorId TEXT NOT NULL,
		isCanary INTEGER NOT NULL DEFAULT 0,
		secretSealed TEXT,
		value TEXT NOT NULL
	);
	CREATE INDEX IF NOT EXISTS rows_result ON rows (result);
	CREATE INDEX IF NOT EXISTS rows_canary ON rows (isCanary) WHERE isCanary = 1;
	CREATE INDEX IF NOT EXISTS rows_serial ON rows (serial);
	CREATE INDEX IF NOT EXISTS rows_secret ON rows (secretHash);
	CREATE INDEX IF NOT EXISTS rows_user ON rows (userId);
	CREATE INDEX IF NOT EXISTS rows_factor ON rows (factorId);`;

/** What equal rows of one file have in common. */
export type SameColumn = "serial" | "secretHash" | "userId";

export class ImportStore {
	readonly #storage: DurableObjectStorage;
	#state: ImportState | null = null;

	constructor(storage: DurableObjectStorage) {
		this.#storage = storage;
	}

	/** Null before the import is created, and after it was deleted. */
	get state(): ImportState | null {
		if (this.#state) return this.#state;
		const tables = [...this.#storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'state'")];
		if (tables.length === 0) return null;
		const [kept] = [...this.#storage.sql.exec("SELECT value FROM state WHERE id = 0")];
		this.#state = kept ? JSON.parse(String(kept.value)) : null;
		return this.#state;
	}

	create(state: ImportState): void {
		this.#storage.sql.exec(createTables);
		this.save(state);
	}

	save(state: ImportState): ImportState {
		this.#state = state;
		this.#storage.sql.exec("INSERT OR REPLACE INTO state (id, value) VALUES (0, ?)", JSON.stringify(state));
		return state;
	}

	/** Everything is written, or nothing. After a failure the memory may be ahead of the rows, so it is read again. */
	inOneTurn<T>(work: () => T): T {
		try {
			return this.#storage.transactionSync(work);
		} catch (error) {
			this.#state = null;
			throw error;
		}
	}

	add(drafts: readonly RowDraft[]): void {
		for (const draft of drafts) this.#insert("PENDING", draft, null);
	}

	/** A token that moves is a user's, so there is nothing to check. */
	addMoving(draft: RowDraft, userId: string): void {
		this.#insert("OK", draft, userId);
	}

	write({ row, result, serial, secretHash, userId, factorId, isCanary, secretSealed, ...value }: ImportRow): void {
		this.#storage.sql.exec(
			"UPDATE rows SET result = ?, userId = ?, factorId = ?, isCanary = ?, secretSealed = ?, value = ? WHERE row = ?",
			result,
			userId,
			factorId,
			isCanary ? 1 : 0,
			secretSealed,
			JSON.stringify(value),
			row,
		);
	}

	/** The next rows with this result, in the order of the file. */
	next(result: RowResult, limit: number, isCanary: boolean): ImportRow[] {
		const among = isCanary ? "AND isCanary = 1" : "";
		return this.#select(`WHERE result = ? ${among} ORDER BY row LIMIT ?`, result, limit);
	}

	/** @param result null: all rows */
	page(result: RowResult | null, after: number, limit: number): ImportRow[] {
		return result === null
			? this.#select("WHERE row > ? ORDER BY row LIMIT ?", after, limit)
			: this.#select("WHERE result = ? AND row > ? ORDER BY row LIMIT ?", result, after, limit);
	}

	canaries(): ImportRow[] {
		return this.#select("WHERE isCanary = 1 ORDER BY row");
	}

	ofUser(userId: string, result: RowResult): ImportRow[] {
		return this.#select("WHERE userId = ? AND result = ?", userId, result);
	}

	/** The first row before this one that has the same value. */
	earlier(column: SameColumn, value: string, row: number): number | null {
		const statement = `SELECT min(row) AS earlier FROM rows WHERE ${column} = ? AND row < ? AND result IN ('OK', 'TAKEN', 'FAILED')`;
		const [found] = [...this.#storage.sql.exec(statement, value, row)];
		return found?.earlier == null ? null : Number(found.earlier);
	}

	hasFactor(factorId: string): boolean {
		return [...this.#storage.sql.exec("SELECT 1 FROM rows WHERE factorId = ?", factorId)].length > 0;
	}

	clear(): void {
		this.#storage.sql.exec("DELETE FROM rows");
	}

	/** The file is over: no secret stays here. */
	eraseSecrets(): void {
		this.#storage.sql.exec("UPDATE rows SET secretSealed = NULL WHERE secretSealed IS NOT NULL");
	}

	#insert(
		result: RowResult,
		{ secretSealed, secretHash, serial, factorId, ...value }: RowDraft,
		userId: string | null,
	) {
		this.#storage.sql.exec(
			"INSERT INTO rows (result, serial, secretHash, userId, factorId, secretSealed, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
			result,
			serial,
			secretHash,
			userId,
			factorId,
			secretSealed,
			JSON.stringify(value),
		);
	}

	#select(where: string, ...values: (string | number)[]): ImportRow[] {
		const rows = this.#storage.sql.exec(`SELECT * FROM rows ${where}`, ...values);
		return [...rows].map(({ value, isCanary, ...columns }) => ({
			...columns,
			...JSON.parse(String(value)),
			isCanary: isCanary === 1,
		}));
	}
}
