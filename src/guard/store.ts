// The guard's SQLite: one table with a small row that changes with every attempt, a row of what was learned, and pages
// of waiting events.
import type { LiveCodes } from "./codes";
import type { HelpDeskHour } from "./help-desk";
import type { Holds } from "./holds";
import type { KnownSources } from "./known-sources";
import { type KeptEvent, toKept, toWhole, type WaitingEvent } from "./outbox";
import type { FailedWith } from "./own-unlock";
import type { PolicyFailures } from "./policy-failures";
import type { RecentVerdict } from "./recent";
import type { Mark } from "./rules";
import type { Streaks } from "./streaks";
import { createTable, moveFormerTables } from "./tables";
import type { Tries } from "./tries";
import type { KnownFactor, Subject } from "./types";

/** What an attempt changes. It is one JSON row, so that an attempt writes one row. */
export interface GuardState {
	/** Epoch ms of the failures that may still count, oldest first. Those with known sources are there. */
	failures: number[];
	/** Browsers with a budget of their own. */
	knownSources?: KnownSources;
	/** Which authenticators the failures are of. */
	failedWith?: FailedWith;
	/** Failures in a row. */
	streaks: Streaks;
	/** Failures in a row, as challenge policies count them. */
	policyFailures: PolicyFailures;
	/** Since the help desk, or the user, unlocked the user, within an hour. */
	helpDesk?: HelpDeskHour;
	/** Tries that others judge, for five minutes each. */
	tries?: Tries;
	/** Factor id → what has been consumed. A mark outlives a forgotten factor, so that no code can be used again. */
	marks: Record<string, KeptMark>;
	/** The codes that were sent or are under way. */
	codes: LiveCodes;
	/** The newest verdicts, for a caller that lost the answer. */
	verdicts: RecentVerdict[];
	/** Events of the newest page; a full page moves to a row of its own. */
	waiting: KeptEvent[];
	/** Goes up with every revocation. A lesson that was read from D1 before the revocation is then refused. */
	epoch: number;
	/** The generation of D1 that the factors were learned from. */
	generation: number;
	/** The changes under way that keep lessons out. */
	heldBy: Holds;
	/** Epoch ms: when the user was deleted. */
	retiredAt?: number;
	/** The log has been told that events are stuck here. */
	isBacklogNoted?: true;
}

/** A mark as it is kept. */
export interface KeptMark extends Mark {
	/** What the mark is handed over as, when the factor goes. Missing for a secret that nobody can enrol again. */
	spentKey?: string;
	/** Epoch ms: when the factor was removed. */
	erasedAt?: number;
}

/** How many events the state's row holds. More events would make every write of the row more expensive. */
const pageSize = 16;

const stateRow = 0;
const knownRow = 1;
const firstPage = 2;

export class GuardStore {
	readonly #sql: SqlStorage;
	readonly state: GuardState;
	subject: Subject | null = null;
	readonly factors = new Map<string, KnownFactor>();
	/** The rows of full pages, oldest first. */
	#pages: number[] = [];
	/** The newest waiting event, where the next one may be kept as what differs from it. */
	#newest: WaitingEvent | undefined;
	#isSetUp = false;
	/** How often something was written. */
	changes = 0;
	/** A write failed, so this memory may differ from the rows. Begin with a new store. */
	isBroken = false;

	/** @throws what SQLite throws when it has no memory left */
	constructor(sql: SqlStorage) {
		this.#sql = sql;
		this.state = initialState();
		const rows = this.#readRows();
		for (const { id, value } of rows) {
			// A field that is newer than the row keeps its initial value.
			if (id === stateRow) Object.assign(this.state, JSON.parse(value));
			else if (id === knownRow) this.#takeKnown(JSON.parse(value));
			else this.#pages.push(id);
		}
	}

	/** The state has to be saved then. */
	addEvents(events: readonly WaitingEvent[]): void {
		for (const event of events) {
			const { waiting } = this.state;
			waiting.push(toKept(event, waiting.length > 0 ? this.#newest : undefined));
			this.#newest = event;
		}
	}

	saveState(): void {
		if (this.state.waiting.length >= pageSize) this.#turnPage();
		this.#put(stateRow, this.state);
	}

	/** What nobody needs any more goes now, because this row is written anyway. */
	learn(subject: Subject, factor: KnownFactor, now: number): void {
		this.subject = subject;
		for (const { id, neededUntil = Number.POSITIVE_INFINITY } of this.factors.values()) {
			if (neededUntil <= now) this.factors.delete(id);
		}
		this.factors.set(factor.id, factor);
		this.#saveKnown();
	}

	/** Events need the name of the user, even where the factor isn't learned. */
	learnSubject(subject: Subject): void {
		this.subject = subject;
		this.#saveKnown();
	}

	/** Something changes: what was learned of it is forgotten, and earlier lessons and verdicts count no more. */
	revoke(factorId: string | null): void {
		this.state.epoch += 1;
		this.state.verdicts = [];
		this.forget(factorId);
		this.saveState();
	}

	/** Forgets one factor, or all. Marks stay; the subject stays, because waiting events need it. */
	forget(factorId: string | null): void {
		const before = this.factors.size;
		if (factorId === null) this.factors.clear();
		else this.factors.delete(factorId);
		if (this.factors.size < before) this.#saveKnown();
	}

	/** The user is gone: nothing stays but how far secrets were used. */
	keepMarksOnly(): void {
		const { marks, epoch, generation, retiredAt } = this.state;
		Object.assign(this.state, initialState(), { marks, epoch, generation, retiredAt });
		this.subject = null;
		this.factors.clear();
		this.#write("DELETE FROM kept WHERE id <> ?", stateRow);
		this.saveState();
	}

	/** Returns all waiting events, oldest first. */
	waitingEvents(): WaitingEvent[] {
		return [...this.#pages.flatMap((page) => this.#readPage(page)), ...toWhole(this.state.waiting)];
	}

	hasWaitingEvents(): boolean {
		return this.state.waiting.length > 0 || this.#pages.length > 0;
	}

	/** Whether there is nothing but tries: what is guarded is no user, but a name that somebody typed. */
	hasTriesOnly(): boolean {
		return this.state.tries !== undefined && this.subject === null && !this.hasWaitingEvents();
	}

	/** Drops events that the log has. Other events stay, also those that came meanwhile. */
	dropArrived(uuids: ReadonlySet<string>): void {
		const isLeft = ([uuid]: WaitingEvent) => !uuids.has(uuid);
		for (const page of this.#pages) {
			const events = this.#readPage(page);
			const left = events.filter(isLeft);
			if (left.length === 0) this.#write("DELETE FROM kept WHERE id = ?", page);
			else if (left.length < events.length) this.#put(page, left);
			if (left.length === 0) this.#pages = this.#pages.filter((other) => other !== page);
		}
		const left = toWhole(this.state.waiting).filter(isLeft);
		this.state.waiting = left;
		this.#newest = left.at(-1);
		this.saveState();
	}

	#turnPage(): void {
		const page = (this.#pages.at(-1) ?? firstPage - 1) + 1;
		this.#put(page, this.state.waiting);
		this.#pages.push(page);
		this.state.waiting = [];
	}

	#readPage(page: number): WaitingEvent[] {
		const [row] = [...this.#sql.exec("SELECT value FROM kept WHERE id = ?", page)];
		return row ? toWhole(JSON.parse(String(row.value))) : [];
	}

	#saveKnown(): void {
		this.#put(knownRow, { subject: this.subject, factors: [...this.factors.values()] });
	}

	#takeKnown({ subject, factors }: { subject: Subject | null; factors: KnownFactor[] }): void {
		this.subject = subject;
		for (const factor of factors) {
			// An earlier version learned it without a challenge type, so it is learned again.
			if (factor.challengeType !== undefined) this.factors.set(factor.id, factor);
		}
	}

	#put(id: number, value: unknown): void {
		this.#write("INSERT OR REPLACE INTO kept (id, value) VALUES (?, ?)", id, JSON.stringify(value));
	}

	#write(statement: string, ...values: (string | number)[]): void {
		this.changes += 1;
		try {
			// The table is made with the first write, so that a question about an unknown user leaves nothing behind.
			if (!this.#isSetUp) this.#sql.exec(createTable);
			this.#isSetUp = true;
			this.#sql.exec(statement, ...values);
		} catch (error) {
			this.isBroken = true;
			throw error;
		}
	}

	/** Reads everything but the pages' contents. */
	#readRows(): { id: number; value: string }[] {
		const tables = [...this.#sql.exec("SELECT name FROM sqlite_master WHERE name IN ('kept', 'state')")];
		if (tables.some(({ name }) => name === "state")) moveFormerTables(this.#sql);
		this.#isSetUp = tables.length > 0;
		if (!this.#isSetUp) return [];
		const rows = this.#sql.exec(`SELECT id, iif(id < ${firstPage}, value, '') AS value FROM kept ORDER BY id`);
		return [...rows].map(({ id, value }) => ({ id: Number(id), value: String(value) }));
	}
}

const initialState = (): GuardState => ({
	failures: [],
	streaks: {},
	policyFailures: {},
	marks: {},
	codes: {},
	verdicts: [],
	waiting: [],
	epoch: firstEpoch(),
	generation: 0,
	heldBy: {},
});

/** The first epoch is random, so that a lesson for a guard that was emptied doesn't fit the guard that begins again. */
const firstEpoch = () => crypto.getRandomValues(new Uint32Array(1))[0]!;
