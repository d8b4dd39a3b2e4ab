// What an isolate remembers of D1, so that a warm path reads no database.
import type { Ctx } from "./context";

/** The longest time until an isolate sees a change made by another isolate. */
const believedMs = 30_000;
const maxEntries = 1_000;

interface Shelf<T> {
	entries: Map<string, { value: T; readAt: number }>;
	/** How often something was changed through this isolate. */
	changes: number;
}

/** One kind of value that is read from D1 and believed for 30 s. What `read` throws isn't remembered. */
export class Remembered<T> {
	readonly #read: (ctx: Ctx, key: string) => Promise<T>;
	readonly #shelves = new WeakMap<D1Database, Shelf<T>>();

	constructor(read: (ctx: Ctx, key: string) => Promise<T>) {
		this.#read = read;
	}

	/** @param key which value, where there are several */
	async get(ctx: Ctx, key = ""): Promise<T> {
		const shelf = this.#shelfOf(ctx);
		const known = shelf.entries.get(key);
		// A clock may be set back. A value that was read "in the future" isn't believed for longer.
		if (known && Math.abs(ctx.now() - known.readAt) < believedMs) return known.value;
		const readAt = ctx.now();
		const { changes } = shelf;
		const value = await this.#read(ctx, key);
		// A value that was read during a change may be from before the change. It is for this request alone.
		if (shelf.changes === changes) {
			if (shelf.entries.size >= maxEntries) shelf.entries.clear();
			shelf.entries.set(key, { value, readAt });
		}
		return value;
	}

	/** Call it after every change, so that the change counts at once in this isolate. */
	forget(ctx: Ctx): void {
		const shelf = this.#shelfOf(ctx);
		shelf.entries.clear();
		shelf.changes += 1;
	}

	#shelfOf(ctx: Ctx): Shelf<T> {
		const { DB } = ctx.env.bindings;
		let shelf = this.#shelves.get(DB);
		if (!shelf) {
			shelf = { entries: new Map(), changes: 0 };
			this.#shelves.set(DB, shelf);
		}
		return shelf;
	}
}
