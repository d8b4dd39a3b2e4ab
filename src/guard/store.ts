// The guard's SQLite: one small row that changes with every attempt, rows for known factors, pages of waiting events.
import type { LiveCodes } from "./codes";
import type { WaitingEvent } from "./outbox";
import type { Mark } from "./rules";
import { usualShape } from "./shape";
import type { KnownFactor, Method, Subject } from "./types";

/** What an attempt changes. It is one JSON row, so that an attempt writes one row. */
export interface GuardState {
	/** Epoch ms of the failures that may still count, oldest first. */
	failures: number[];
	/** Factor id → what has been consumed. A mark outlives a forgotten factor, so that no code can be used again. */
	marks: Record<string, Mark>;
	/** The codes that were sent or are under way. */
	codes: LiveCodes;
	/** Events of the newest page; a full page moves to a row of its own. */
	waiting: WaitingEvent[];
	nextPage: number;
	/** Goes up with every revocation. A lesson that was read from D1 before the revocation is then refused. */
	epoch: number;
	/** Factor id, or "*" for the user → when lessons about it are taken again, in epoch ms. */
	holds: Record<string, number>;
	/** Set once the user is deleted. Everything is deleted when the last event has been shipped. */
	isRetired?: true;
}

/** How many events the state's row holds. More events would make every write of the row more expensive. */
const pageSize = 16;

export class GuardStore {
	readonly #sql: SqlStorage;
	state: GuardState = { failures: [], marks: {}, codes: {}, waiting: [], nextPage: 1, epoch: firstEpoch(), holds: {} };
	subject: Subject | null = null;
	readonly factors = new Map<string, KnownFactor>();
	#isSetUp: boolean;

	constructor(sql: SqlStorage) {
		this.#sql = sql;
		this.#isSetUp = [...sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'state'")].length > 0;
		if (this.#isSetUp) this.#load();
	}

	saveState(): void {
		if (this.state.waiting.length >= pageSize) this.#turnPage();
		this.#write("INSERT OR REPLACE INTO state (id, value) VALUES (0, ?)", JSON.stringify(this.state));
	}

	learn(subject: Subject, factor: KnownFactor): void {
		this.subject = subject;
		this.factors.set(factor.id, factor);
		this.#write("INSERT OR REPLACE INTO known (id, value) VALUES ('subject', ?)", JSON.stringify(subject));
		this.#write("INSERT OR REPLACE INTO known (id, value) VALUES (?, ?)", factor.id, JSON.stringify(factor));
	}

	/** Forgets one factor, or all. Marks stay; the subject stays, because waiting events need it. */
	forget(factorId: string | null): void {
		for (const id of factorId === null ? [...this.factors.keys()] : [factorId]) {
			if (this.factors.delete(id)) this.#write("DELETE FROM known WHERE id = ?", id);
		}
	}

	/** Returns all waiting events, oldest first, and the numbers of their pages. */
	waitingEvents(): { events: WaitingEvent[]; pages: number[] } {
		const rows = this.#isSetUp ? [...this.#sql.exec("SELECT id, value FROM pages ORDER BY id")] : [];
		const paged = rows.flatMap((row) => JSON.parse(String(row.value)) as WaitingEvent[]);
		return { events: [...paged, ...this.state.waiting], pages: rows.map((row) => Number(row.id)) };
	}

	/** Drops the shipped events. Events that came meanwhile stay. */
	dropShipped(uuids: ReadonlySet<string>, pages: readonly number[]): void {
		for (const page of pages) this.#write("DELETE FROM pages WHERE id = ?", page);
		this.state.waiting = this.state.waiting.filter(([uuid]) => !uuids.has(uuid));
		this.saveState();
		// A page that was turned meanwhile holds events that have been shipped. Sending them again is harmless, because
		// the log stores an event once.
	}

	hasWaitingEvents(): boolean {
		return (
			this.state.waiting.length > 0 || (this.#isSetUp && [...this.#sql.exec("SELECT 1 FROM pages LIMIT 1")].length > 0)
		);
	}

	#turnPage(): void {
		this.#write("INSERT INTO pages (id, value) VALUES (?, ?)", this.state.nextPage, JSON.stringify(this.state.waiting));
		this.state.nextPage += 1;
		this.state.waiting = [];
	}

	#write(statement: string, ...values: (string | number)[]): void {
		// Tables are made with the first write, so that a question about an unknown user leaves nothing behind.
		if (!this.#isSetUp) {
			this.#sql.exec(`
				CREATE TABLE state (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
				CREATE TABLE known (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
				CREATE TABLE pages (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
			`);
			this.#isSetUp = true;
		}
		this.#sql.exec(statement, ...values);
	}

	#load(): void {
		// A field that is newer than the row keeps its initial value.
		for (const row of this.#sql.exec("SELECT value FROM state"))
			Object.assign(this.state, JSON.parse(String(row.value)));
		for (const row of this.#sql.exec("SELECT id, value FROM known")) {
			if (row.id === "subject") this.subject = JSON.parse(String(row.value));
			else this.factors.set(String(row.id), readFactor(String(row.value)));
		}
	}
}

/** Rows from before codes had a shape tell how many digits the sent codes of a factor have. */
function readFactor(text: string): KnownFactor {
	const { method, ...rest }: StoredFactor = JSON.parse(text);
	if (method.kind !== "sent" || "shape" in method) return { ...rest, method };
	return { ...rest, method: { kind: "sent", shape: { ...usualShape, length: method.digits } } };
}

type StoredFactor = Omit<KnownFactor, "method"> & { method: Method | { kind: "sent"; digits: number } };

/** The first epoch is random, so that a lesson for a guard that was emptied doesn't fit the guard that begins again. */
const firstEpoch = () => crypto.getRandomValues(new Uint32Array(1))[0]!;
