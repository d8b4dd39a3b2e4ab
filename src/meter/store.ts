// The meter's SQLite: a row for each destination, minute and kind of refusal. Rows older than a day are deleted.
import { Refusals } from "./refusals";
import { dayMs, type Minute, minuteMs, minuteOf, type Send } from "./rules";

const counts = ["sent", "verified", "unjudged"] as const;
type Count = (typeof counts)[number];

export class MeterStore {
	readonly #sql: SqlStorage;
	readonly #refusals: Refusals;
	#isSetUp: boolean;
	/** Oldest first, at most the minutes of a day. */
	minutes: Minute[] = [];

	/** Call this in the transaction that uses the store, because it may have to complete the tables. */
	constructor(sql: SqlStorage) {
		this.#sql = sql;
		this.#refusals = new Refusals(sql);
		// Some objects are older than the index, the table of refusals or the newest column.
		this.#isSetUp =
			this.#has("index", "destinations_by_age") && this.#has("table", "refusals") && this.#hasColumn("unjudged");
		if (!this.#isSetUp && this.#has("table", "minutes")) this.#setUp();
		if (this.#isSetUp) this.minutes = this.#readMinutes();
	}

	get refusals(): Refusals {
		this.#setUp();
		return this.#refusals;
	}

	sendsTo(destinationHash: string): Send[] {
		if (!this.#isSetUp) return [];
		const [row] = [...this.#sql.exec("SELECT sends FROM destinations WHERE hash = ?", destinationHash)];
		return row ? JSON.parse(String(row.sends)) : [];
	}

	saveSends(destinationHash: string, sends: readonly Send[]): void {
		this.#setUp();
		if (sends.length === 0) {
			this.#sql.exec("DELETE FROM destinations WHERE hash = ?", destinationHash);
			return;
		}
		const lastAt = Math.max(...sends.map((send) => send.at));
		const statement = "INSERT OR REPLACE INTO destinations (hash, last_at, sends) VALUES (?, ?, ?)";
		this.#sql.exec(statement, destinationHash, lastAt, JSON.stringify(sends));
	}

	/**
	 * Changes the counts of the minute of a send. A minute that was deleted stays deleted.
	 * @param id of a request that leaves no other trace
	 */
	count(sentAt: number, change: Partial<Record<Count, number>>, id?: string): void {
		this.#setUp();
		const at = minuteOf(sentAt);
		let minute = this.minutes.findLast((known) => known.at === at);
		if (!minute) {
			if (!change.sent || change.sent < 0) return;
			minute = { at, sent: 0, verified: 0, unjudged: 0 };
			// Clocks of two isolates may differ by a moment, so a new minute isn't always the newest one.
			const later = this.minutes.findIndex((known) => known.at > at);
			this.minutes.splice(later === -1 ? this.minutes.length : later, 0, minute);
		}
		for (const count of counts) minute[count] = (minute[count] ?? 0) + (change[count] ?? 0);
		if (id !== undefined) minute.ids = [...(minute.ids ?? []), id];
		const ids = minute.ids === undefined ? null : JSON.stringify(minute.ids);
		const statement = "INSERT OR REPLACE INTO minutes (at, sent, verified, unjudged, ids) VALUES (?, ?, ?, ?, ?)";
		this.#sql.exec(statement, minute.at, minute.sent, minute.verified, minute.unjudged ?? 0, ids);
	}

	/** Takes back the request that was counted with this id, if it was. */
	uncount(id: string): void {
		const minute = this.minutes.find(({ ids }) => ids?.includes(id));
		if (!minute) return;
		minute.ids = minute.ids?.filter((counted) => counted !== id);
		this.count(minute.at, { sent: -1 });
	}

	/**
	 * Deletes what no rule looks at any more.
	 * @returns whether anything is left
	 */
	prune(now: number): boolean {
		if (!this.#isSetUp) return false;
		const oldest = now - dayMs;
		this.minutes = this.minutes.filter((minute) => minute.at + minuteMs > oldest);
		this.#sql.exec("DELETE FROM minutes WHERE at <= ?", oldest - minuteMs);
		this.#sql.exec("DELETE FROM destinations WHERE last_at <= ?", oldest);
		this.#refusals.deleteQuietBefore(oldest);
		return this.countsAnything();
	}

	/** Refusals alone are nothing to keep: without a send there is no limit that was reached. */
	countsAnything(): boolean {
		if (!this.#isSetUp) return false;
		return (
			this.minutes.some(({ sent }) => sent > 0) || [...this.#sql.exec("SELECT 1 FROM destinations LIMIT 1")].length > 0
		);
	}

	#setUp(): void {
		if (this.#isSetUp) return;
		// The first write makes the tables, so a question about an unused prefix leaves nothing behind.
		this.#sql.exec(`
			CREATE TABLE IF NOT EXISTS destinations (
				hash TEXT PRIMARY KEY, last_at INTEGER NOT NULL, sends TEXT NOT NULL
			) WITHOUT ROWID;
			CREATE TABLE IF NOT EXISTS minutes (
				at INTEGER PRIMARY KEY, sent INTEGER NOT NULL, verified INTEGER NOT NULL, ids TEXT,
				unjudged INTEGER NOT NULL DEFAULT 0
			);
		`);
		if (!this.#hasColumn("ids")) this.#sql.exec("ALTER TABLE minutes ADD COLUMN ids TEXT");
		if (!this.#hasColumn("unjudged")) {
			this.#sql.exec("ALTER TABLE minutes ADD COLUMN unjudged INTEGER NOT NULL DEFAULT 0");
		}
		this.#sql.exec("CREATE INDEX IF NOT EXISTS destinations_by_age ON destinations (last_at)");
		this.#refusals.setUp();
		this.#isSetUp = true;
	}

	#has(type: "table" | "index", name: string): boolean {
		return [...this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?", type, name)].length > 0;
	}

	#hasColumn(name: string): boolean {
		return this.#sql.exec("SELECT * FROM minutes LIMIT 0").columnNames.includes(name);
	}

	#readMinutes(): Minute[] {
		const rows = this.#sql.exec<MinuteRow>("SELECT at, sent, verified, unjudged, ids FROM minutes ORDER BY at");
		return [...rows].map(({ ids, ...minute }) => (ids === null ? minute : { ...minute, ids: JSON.parse(ids) }));
	}
}

type MinuteRow = Record<"at" | Count, number> & { ids: string | null };
