// D1 through drizzle: opening it, keyset pages, and which constraint refused a write.
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { ApiError } from "./errors";

export type Db = DrizzleD1Database;

const opened = new WeakMap<D1Database, Db>();

/** The drizzle handle of a binding, made once per isolate. */
export function openDb(database: D1Database): Db {
	let db = opened.get(database);
	if (!db) {
		db = drizzle(database);
		opened.set(database, db);
	}
	return db;
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

/** Returns the unique index that refused a statement, or "FOREIGN KEY"; null for any other failure. */
export function violatedConstraint(error: unknown): string | null {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		const unique = /UNIQUE constraint failed: (?:index '([^']+)'|([\w., ]+?))(?::|$)/.exec(cause.message);
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
