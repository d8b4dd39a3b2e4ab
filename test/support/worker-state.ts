// What lives as long as a worker of the suite: the tables as the migrations left them, and the real database.
import { type Contents, readTables } from "./tables";

let fresh: Promise<Contents> | undefined;

/** The tables right after the migrations, as the first file of this worker found them. */
export function freshTables(database: D1Database): Promise<Contents> {
	fresh ??= readTables(database);
	return fresh;
}

const behind = new WeakMap<D1Database, D1Database>();

/** The database behind a handle that an earlier file got. */
export const realDatabase = (handle: D1Database): D1Database => behind.get(handle) ?? handle;

/** Another handle of the same database. */
export function freshHandle(database: D1Database): D1Database {
	const handle = new Proxy(database, {
		get(target, name) {
			const value = Reflect.get(target, name);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
	behind.set(handle, database);
	return handle;
}

/** The guards and transactions of earlier files, whose alarms have been taken away. */
export const quietObjects = new Set<string>();
