// The codes of a transaction in the SQLite of its object. Nothing awaits here, so parallel requests take turns.
import { type Claim, claimSend, type KeptCode, type NewKeptCode, withoutSend } from "./kept-code";

/** Who keeps a transaction's codes: the object of the transaction, which others call from afar. */
export interface CodeKeeper {
	claim(type: string, made: NewKeptCode, deliveryId: string, now: number): Promise<Claim>;
	giveBack(type: string, deliveryId: string): Promise<void>;
	/** The transaction is passed or cancelled, so no code of it is needed any more. */
	end(): Promise<void>;
}

const createTable = "CREATE TABLE IF NOT EXISTS kept_codes (type TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

export class CodeStore {
	readonly #sql: SqlStorage;

	constructor(sql: SqlStorage) {
		this.#sql = sql;
		sql.exec(createTable);
	}

	claim(type: string, made: NewKeptCode, deliveryId: string, now: number): Claim {
		const claim = claimSend(this.#read(type), made, deliveryId, now);
		if (claim.result === "claimed") this.#write(type, claim.code);
		return claim;
	}

	giveBack(type: string, deliveryId: string): void {
		const kept = this.#read(type);
		if (kept !== null) this.#write(type, withoutSend(kept, deliveryId));
	}

	/** Drops what can't be used any more. @returns when the next code expires, for the object's alarm */
	dropExpired(now: number): number | null {
		this.#sql.exec("DELETE FROM kept_codes WHERE value ->> 'expiresAt' <= ?", now);
		const [row] = [...this.#sql.exec("SELECT min(value ->> 'expiresAt') AS next FROM kept_codes")];
		return typeof row?.next === "number" ? row.next : null;
	}

	/** The type isn't offered any more. */
	drop(type: string): void {
		this.#write(type, null);
	}

	end(): void {
		this.#sql.exec("DELETE FROM kept_codes");
	}

	#read(type: string): KeptCode | null {
		const [row] = [...this.#sql.exec("SELECT value FROM kept_codes WHERE type = ?", type)];
		return row ? JSON.parse(String(row.value)) : null;
	}

	#write(type: string, code: KeptCode | null): void {
		if (code === null) this.#sql.exec("DELETE FROM kept_codes WHERE type = ?", type);
		else this.#sql.exec("INSERT OR REPLACE INTO kept_codes (type, value) VALUES (?, ?)", type, JSON.stringify(code));
	}
}
