// D1 through drizzle: opening it, a D1 that isn't there, keyset pages, and which constraint refused a write.
import { type Column, type SQL, sql } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { type ApiError, isUnavailable, unavailable } from "./errors";
import { within } from "./net/until-aborted";
import { causeOf, writeWorkerLog } from "./worker-log";

export type Db = DrizzleD1Database;

/** D1 answers within milliseconds. When it stalls, it does so for a minute. */
export const readWithinMs = 2_000;
export const retryAfterSeconds = 5;

/** The mean pauses between the three tries of a write. */
const pausesMs = [200, 800];

/** A search may have to read millions of rows. D1 itself ends a query after 30 seconds. */
const searchWithinMs = 25_000;

interface Handles {
	db: Db;
	searches: Db;
}

const opened = new WeakMap<D1Database, Handles>();

/** The drizzle handle of a binding, made once per isolate. */
export const openDb = (database: D1Database): Db => handlesOf(database).db;

/** The handle for reads that may take long. */
export const openForSearch = (database: D1Database): Db => handlesOf(database).searches;

function handlesOf(database: D1Database): Handles {
	let handles = opened.get(database);
	if (!handles) {
		handles = {
			db: drizzle(answering(database, readWithinMs)),
			searches: drizzle(answering(database, searchWithinMs)),
		};
		opened.set(database, handles);
	}
	return handles;
}

/** A statement as drizzle uses it. A batch takes the original. */
class Statement {
	readonly original: D1PreparedStatement;
	/** The deadline of a read; null for a write. */
	readonly withinMs: number | null;

	constructor(original: D1PreparedStatement, withinMs: number | null) {
		this.original = original;
		this.withinMs = withinMs;
	}

	bind(...values: unknown[]) {
		return new Statement(this.original.bind(...values), this.withinMs);
	}

	all() {
		return answerOf(() => this.original.all(), this.withinMs);
	}

	raw() {
		return answerOf(() => this.original.raw(), this.withinMs);
	}

	run() {
		return answerOf(() => this.original.run(), this.withinMs);
	}
}

/**
 * The binding as drizzle uses it. A read gets no more time than it should need. Where D1 isn't there, the error is 503.
 * A write has no deadline: nobody could say whether it comes true a moment later.
 */
function answering(database: D1Database, readsWithinMs: number): D1Database {
	const statementOf = (sql: string) =>
		new Statement(database.prepare(sql), /^\s*select\b/i.test(sql) ? readsWithinMs : null);
	const binding: Pick<D1Database, "prepare" | "batch"> = {
		prepare: (sql) => statementOf(sql) as unknown as D1PreparedStatement,
		batch(statements) {
			const parts = statements as unknown as Statement[];
			const isRead = parts.every(({ withinMs }) => withinMs !== null);
			return answerOf(() => database.batch(parts.map(({ original }) => original)), isRead ? readsWithinMs : null);
		},
	};
	return binding as D1Database;
}

/** SQLite's words for a statement that is wrong, or that a constraint refuses. D1 has answered then. */
const faultOfStatement = /constraint failed|SQLITE_(AUTH|CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)/;

async function answerOf<T>(ask: () => Promise<T>, withinMs: number | null): Promise<T> {
	try {
		return await (withinMs === null ? ask() : within(withinMs, ask()));
	} catch (error) {
		const cause = causeOf(error);
		if (faultOfStatement.test(cause)) throw error;
		writeWorkerLog("error", { message: "the database does not answer", cause });
		throw unavailable(retryAfterSeconds);
	}
}

/**
 * Makes a write again when D1 wasn't there, three times in all. For writes that change nothing more when they are made
 * twice, because a write whose answer was lost may have been made. Build ids and statements outside.
 */
export async function retryWrite<T>(write: () => PromiseLike<T>): Promise<T> {
	for (const pauseMs of pausesMs) {
		try {
			return await write();
		} catch (error) {
			if (!isUnavailable(error)) throw error;
		}
		// Between half and one and a half times the pause, so that what failed together doesn't come back together.
		const [chance = 0] = crypto.getRandomValues(new Uint16Array(1));
		await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + chance / 2 ** 16)));
	}
	return write();
}

/** One page of a list. `next` is the opaque cursor of the following page, absent on the last page. */
export interface Page<T> {
	items: T[];
	next?: string;
}

/**
 * Cuts a page out of `limit + 1` rows.
 * @param cursorOf returns the cursor of the last row on the page; the next query starts after it
 */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
	const items = rows.slice(0, limit);
	const last = items.at(-1);
	return rows.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
}

/**
 * The JSON of a column with other values of some members. D1 changes the row that it has, so two people who change
 * different members at once don't undo each other's change.
 */
export function withMembers(column: Column, changes: Readonly<Record<string, unknown>>): SQL {
	const members = Object.entries(changes).filter(([, value]) => value !== undefined);
	const parts = members.map(([name, value]) => sql`, ${`$.${name}`}, json(${JSON.stringify(value)})`);
	return sql`json_set(${column}${sql.join(parts)})`;
}

/**
 * Returns the unique index that refused a statement, or the column that a trigger names, or "FOREIGN KEY"; null for any
 * other failure.
 */
export function violatedConstraint(error: unknown): string | null {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		const unique = /(?:UNIQUE|TRIGGER) constraint failed: (?:index '([^']+)'|([\w., ]+?))(?::|$)/.exec(cause.message);
		if (unique) return unique[1] ?? unique[2] ?? "";
		if (cause.message.includes("FOREIGN KEY constraint failed")) return "FOREIGN KEY";
	}
	return null;
}

/**
 * For the `catch` of a write. Throws our own error for the constraint that was broken, and any other error as it came.
 * @param refusals our own errors, by the name that `violatedConstraint` returns: `users.login_key`, or "FOREIGN KEY"
 */
export function refusedBy(refusals: Readonly<Record<string, () => ApiError>>): (error: unknown) => never {
	return (error) => {
		throw refusals[violatedConstraint(error) ?? ""]?.() ?? error;
	};
}
