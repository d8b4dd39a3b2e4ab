// What an isolate remembers of D1, so that a warm path reads no database, and goes on for a while without one.
import type { Ctx } from "./context";
import { readWithinMs, retryAfterSeconds } from "./db";
import { isUnavailable, unavailable } from "./errors";
import { Aborted, within } from "./net/until-aborted";

/** The longest time until an isolate sees a change made by another isolate. */
const believedMs = 30_000;
/** From this age on a value is read again in the background, so that no request waits for a slow D1. */
const refreshedFromMs = 25_000;
/** How long a value counts while D1 doesn't answer (docs/decisions/0017-what-counts-while-d1-is-down.md). */
const countsWithoutD1Ms = 10 * 60_000;

/** After a failed read D1 is left alone for so long, and counts as failing until the next read has had its time. */
const pauseMs = 1_000;
const failingMs = pauseMs + readWithinMs;

const maxEntries = 1_000;

/** Whoever waits for the read of another request looks so often. */
const lookEveryMs = 5;

/**
 * A read under way. Its outcome is looked at and not awaited, because no request may wait for a promise of another one:
 * in a busy isolate workerd goes on with the wrong request then, whose streams and queries fail from there on.
 */
interface Reading<T> {
	/** Returns the value, or throws. */
	outcome?: () => T;
}

interface Shelf<T> {
	entries: Map<string, { value: T; readAt: number }>;
	/** Reads under way. Whoever asks meanwhile waits for them, too. */
	readings: Map<string, Reading<T>>;
	/** How often something was changed through this isolate. */
	changes: number;
}

/** When the last read failed because D1 wasn't there. The next answer of D1 ends it. */
const failedAt = new WeakMap<D1Database, number>();

/** One kind of value that is read from D1 and believed for 30 s. What `read` throws isn't remembered. */
export class Remembered<T> {
	readonly #read: (ctx: Ctx, key: string) => Promise<T>;
	readonly #shelves = new WeakMap<D1Database, Shelf<T>>();

	constructor(read: (ctx: Ctx, key: string) => Promise<T>) {
		this.#read = read;
	}

	/**
	 * @param key which value, where there are several
	 * @throws what `read` throws; 503 when D1 isn't there, and the value too old or unknown
	 */
	async get(ctx: Ctx, key = ""): Promise<T> {
		const shelf = this.#shelfOf(ctx);
		const known = shelf.entries.get(key);
		const age = since(ctx, known?.readAt);
		if (known && age < refreshedFromMs) return known.value;

		const failing = since(ctx, failedAt.get(ctx.env.bindings.DB));
		const isBelieved = age < (failing < failingMs ? countsWithoutD1Ms : believedMs);
		if (known && isBelieved && failing < pauseMs) return known.value;
		const reading = this.#readOnce(ctx, shelf, key);
		// Others may look for the outcome of this read, so it goes on when this request has ended.
		ctx.background(reading.catch(() => {}));
		if (known && isBelieved) return known.value;
		try {
			return await reading;
		} catch (error) {
			// Looked up again: a change may have ended the value meanwhile.
			const kept = shelf.entries.get(key);
			if (isUnavailable(error) && kept && since(ctx, kept.readAt) < countsWithoutD1Ms) return kept.value;
			throw error;
		}
	}

	/** The value, where `get` would give it without reading anything. Then nobody has to wait at all. */
	recall(ctx: Ctx, key = ""): T | undefined {
		const known = this.#shelfOf(ctx).entries.get(key);
		return known && since(ctx, known.readAt) < refreshedFromMs ? known.value : undefined;
	}

	/** Call it after every change, so that the change counts at once in this isolate. */
	forget(ctx: Ctx): void {
		const shelf = this.#shelfOf(ctx);
		shelf.entries.clear();
		shelf.readings.clear();
		shelf.changes += 1;
	}

	/** One read for all who ask at the same time. Nobody waits longer than for a read of D1. */
	async #readOnce(ctx: Ctx, shelf: Shelf<T>, key: string): Promise<T> {
		const underWay = shelf.readings.get(key);
		const reading: Reading<T> = underWay ?? {};
		if (!underWay) shelf.readings.set(key, reading);
		try {
			if (underWay) return await outcomeOf(underWay);
			const value = await within(readWithinMs, this.#readNow(ctx, shelf, key));
			reading.outcome = () => value;
			return value;
		} catch (error) {
			// The request that reads may have been broken off. Then its read never ends.
			const fault = error instanceof Aborted ? unavailable(retryAfterSeconds) : error;
			if (isUnavailable(fault)) failedAt.set(ctx.env.bindings.DB, ctx.now());
			reading.outcome = () => {
				throw fault;
			};
			throw fault;
		} finally {
			if (shelf.readings.get(key) === reading) shelf.readings.delete(key);
		}
	}

	async #readNow(ctx: Ctx, shelf: Shelf<T>, key: string): Promise<T> {
		const readAt = ctx.now();
		const { changes } = shelf;
		try {
			const value = await this.#read(ctx, key);
			// A value that was read during a change may be from before the change. It is for those who asked before.
			if (shelf.changes === changes) {
				if (shelf.entries.size >= maxEntries) shelf.entries.clear();
				shelf.entries.set(key, { value, readAt });
			}
			failedAt.delete(ctx.env.bindings.DB);
			return value;
		} catch (error) {
			if (isUnavailable(error)) throw error;
			// D1 has answered: there is no such value any more.
			shelf.entries.delete(key);
			failedAt.delete(ctx.env.bindings.DB);
			throw error;
		}
	}

	#shelfOf(ctx: Ctx): Shelf<T> {
		const { DB } = ctx.env.bindings;
		let shelf = this.#shelves.get(DB);
		if (!shelf) {
			shelf = { entries: new Map(), readings: new Map(), changes: 0 };
			this.#shelves.set(DB, shelf);
		}
		return shelf;
	}
}

/** A clock may be set back. What happened "in the future" doesn't count for longer. */
const since = (ctx: Ctx, at = Number.NEGATIVE_INFINITY): number => Math.abs(ctx.now() - at);

async function outcomeOf<T>(reading: Reading<T>): Promise<T> {
	for (let waitedMs = 0; waitedMs < readWithinMs; waitedMs += lookEveryMs) {
		if (reading.outcome) return reading.outcome();
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
	throw new Aborted("no answer in time");
}
