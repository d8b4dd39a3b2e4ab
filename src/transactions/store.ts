// A transaction in the SQLite of its object. Nothing is kept in memory only, and nothing awaits here.
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
		if (!this.#hasTables) {
			const tables = [...this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept'")];
			if (tables.length === 0) return null;
			this.#hasTables = true;
		}
		const [row] = [...this.#sql.exec("SELECT value FROM kept")];
		return row ? JSON.parse(String(row.value)) : null;
	}

	/** @param entry for the log, which gets it by the next alarm, with the state */
	write(kept: KeptTransaction, entry: LogEvent | null): KeptTransaction {
		this.#sql.exec("INSERT OR REPLACE INTO kept (id, value) VALUES (0, ?)", JSON.stringify(kept));
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
