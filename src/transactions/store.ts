// A transaction in the SQLite of its object, and in memory what was read of it. Nothing awaits here.
import { CodeStore } from "../challenges/codes/store";
import type { LogEvent } from "../log/event";
import type { TransactionFacts } from "./facts";
import type { Outcome } from "./outcome";
import type { State, StateName } from "./states/state";
import type { Way } from "./way";

export interface KeptTransaction {
	facts: TransactionFacts;
	state: State;
	/** How many steps were taken. A decision about an older version comes too late. */
	version: number;
	/** The last step, so that a call whose answer got lost counts once. */
	lastStepId: string | null;
	/** Epoch ms; null: it goes on. */
	endedAt: number | null;
	outcome: Outcome;
	/** Null: nobody has chosen one yet. */
	way: Way | null;
	/** What the summary in D1 says; null: there is none yet. */
	noted: StateName | null;
}

export class TransactionStore {
	readonly #sql: SqlStorage;
	/** Once they are there, they stay as long as this store. */
	#hasTables = false;
	#codes: CodeStore | undefined;
	/** The row, once it was read or written. Whoever gets it changes nothing in it. */
	#row: { kept: KeptTransaction; json: string } | undefined;

	constructor(sql: SqlStorage) {
		this.#sql = sql;
	}

	/** The first write makes the tables, so a question about an id that nobody has leaves nothing behind. */
	setUp(): void {
		this.#sql.exec(`
			CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
			CREATE TABLE IF NOT EXISTS waiting (seq INTEGER PRIMARY KEY, event TEXT NOT NULL);
		`);
	}

	/** Of a transaction that is there. */
	get codes(): CodeStore {
		this.#codes ??= new CodeStore(this.#sql);
		return this.#codes;
	}

	read(): KeptTransaction | null {
		this.#row ??= this.#readRow();
		return this.#row?.kept ?? null;
	}

	/** The same as JSON, for a caller elsewhere. */
	readJson(): string | null {
		this.#row ??= this.#readRow();
		return this.#row?.json ?? null;
	}

	/** Writes may have been taken back, so everything is read again. */
	forget(): void {
		this.#row = undefined;
		this.#hasTables = false;
		this.#codes = undefined;
	}

	#readRow(): { kept: KeptTransaction; json: string } | undefined {
		if (!this.#hasTables) {
			const tables = [...this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept'")];
			if (tables.length === 0) return undefined;
			this.#hasTables = true;
		}
		const [row] = [...this.#sql.exec("SELECT value FROM kept")];
		return row && { kept: JSON.parse(String(row.value)), json: String(row.value) };
	}

	/** @param entry for the log, which gets it by the next alarm, with the state */
	write(kept: KeptTransaction, entry: LogEvent | null): KeptTransaction {
		const json = JSON.stringify(kept);
		this.#sql.exec("INSERT OR REPLACE INTO kept (id, value) VALUES (0, ?)", json);
		this.#row = { kept, json };
		if (entry) {
			entry.debugContext.debugData.state = kept.state.name;
			this.#sql.exec("INSERT INTO waiting (event) VALUES (?)", JSON.stringify(entry));
		}
		return kept;
	}

	waiting(): { events: LogEvent[]; lastSeq: number } {
		const rows = [...this.#sql.exec("SELECT seq, event FROM waiting ORDER BY seq")];
		return { events: rows.map(({ event }) => JSON.parse(String(event))), lastSeq: Number(rows.at(-1)?.seq ?? 0) };
	}

	/** The queue has them. */
	dropWaiting(lastSeq: number): void {
		this.#sql.exec("DELETE FROM waiting WHERE seq <= ?", lastSeq);
	}
}
