import { env } from "cloudflare:test";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openDb, openForSearch, refusedBy, retryWrite } from "../src/db";
import { ApiError, apiErrorIn, invalid, isUnavailable, unavailable } from "../src/errors";
import { breakableDatabase, wordsOfMissingD1 } from "./support/broken-database";

const nameTaken = invalid("name", "hook-name-taken");
const oneActive = invalid("status", "another-hook-active");
const refusals = { "inline_hooks.name": () => nameTaken, "inline_hooks.type": () => oneActive };

const insertHook = (id: string, name: string | null, status = "INACTIVE") =>
	env.DB.prepare(
		`INSERT INTO inline_hooks (id, name, type, version, status, channel_version, uri, headers, auth_key,
			auth_value_sealed, created_at, last_updated_at) VALUES (?, ?, 'x', '1', ?, '1', '', '[]', '', '', 0, 0)`,
	)
		.bind(id, name, status)
		.run();

afterEach(() => {
	vi.restoreAllMocks();
});

describe("a write that D1 refuses", () => {
	it("becomes the error that was named for the unique index", async () => {
		await insertHook("a", "First", "ACTIVE");
		await expect(insertHook("b", "first").catch(refusedBy(refusals))).rejects.toBe(nameTaken);
		await expect(insertHook("c", "Second", "ACTIVE").catch(refusedBy(refusals))).rejects.toBe(oneActive);
	});

	it("becomes the error that was named for foreign keys", async () => {
		const insert = env.DB.prepare("INSERT INTO group_members (group_id, user_id) VALUES ('nobody', 'nobody')");
		await expect(insert.run().catch(refusedBy({ "FOREIGN KEY": () => nameTaken }))).rejects.toBe(nameTaken);
	});

	it("stays the error it was when no error is named for its constraint, or when none was broken", async () => {
		const error = await insertHook("d", null).catch((thrown: unknown) => thrown);
		expect(error).not.toBeInstanceOf(ApiError);
		await expect(Promise.reject(error).catch(refusedBy(refusals))).rejects.toBe(error);
		await insertHook("e", "Fifth");
		await expect(insertHook("e", "Sixth").catch(refusedBy(refusals))).rejects.toThrow("UNIQUE constraint failed");
	});
});

const read = sql`SELECT 1 AS one`;
const write = sql`UPDATE groups SET description = 'written' WHERE id = '00gEveryone000000000'`;

function openBreakable() {
	const d1 = breakableDatabase();
	const db = openDb(d1.bindings.DB);
	const written = vi.spyOn(console, "error").mockImplementation(() => {});
	const batchOf = (...statements: [typeof read, ...(typeof read)[]]) => {
		const [first, ...others] = statements.map((statement) => db.run(statement));
		return db.batch([first!, ...others]);
	};
	return { d1, db, batchOf, written };
}

const thrownBy = (work: PromiseLike<unknown>) =>
	Promise.resolve(work).then(
		() => null,
		(error: unknown) => error,
	);

describe("a D1 that isn't there", () => {
	it.each(wordsOfMissingD1)("is 503 with Retry-After for reads, writes and batches: %s", async (words) => {
		const { d1, db, batchOf, written } = openBreakable();
		d1.fault = { kind: "fail", words };
		for (const ask of [() => db.all(read), () => db.run(write), () => batchOf(read), () => batchOf(write, read)]) {
			const error = apiErrorIn(await thrownBy(ask()));
			expect([error?.code, error?.status]).toEqual(["E0000010", 503]);
			expect(Number(error?.headers["Retry-After"])).toBeGreaterThan(0);
			const line = { level: "error", message: "the database does not answer", cause: `Error: ${words}` };
			expect(written).toHaveBeenLastCalledWith(JSON.stringify(line));
		}
		expect(written).toHaveBeenCalledTimes(4);
		d1.fault = null;
		expect(await db.all(read)).toEqual([{ one: 1 }]);
	});

	it("has two seconds for a read and for a batch of reads, while a write is waited for", async () => {
		const { d1, db, batchOf } = openBreakable();
		d1.fault = { kind: "stall" };
		const startedAt = Date.now();
		let isWriteOver = false;
		for (const work of [db.run(write), batchOf(read, write)]) {
			void thrownBy(work).then(() => {
				isWriteOver = true;
			});
		}
		const errors = await Promise.all(
			[db.all(read), db.select({ one: read }).from(sql`groups`), batchOf(read, read)].map(thrownBy),
		);
		const waited = Date.now() - startedAt;
		expect(errors.map(isUnavailable)).toEqual([true, true, true]);
		expect(waited).toBeGreaterThan(1_900);
		expect(waited).toBeLessThan(3_000);
		expect(isWriteOver).toBe(false);
	});

	it("has longer for a search", async () => {
		const { d1 } = openBreakable();
		const searches = openForSearch(d1.bindings.DB);
		expect(await searches.all(read)).toEqual([{ one: 1 }]);
		d1.fault = { kind: "stall" };
		const isOver = await Promise.race([
			thrownBy(searches.all(read)).then(() => true),
			new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_500)),
		]);
		expect(isOver).toBe(false);
	});

	it("isn't meant by a statement that is wrong", async () => {
		const { db, batchOf, written } = openBreakable();
		const wrong = ["SELECT 1 FROM nowhere", "SELEC 1", "INSERT INTO groups (id) VALUES (NULL)"];
		for (const text of wrong) {
			expect(apiErrorIn(await thrownBy(db.run(sql.raw(text)))), text).toBeNull();
			expect(apiErrorIn(await thrownBy(batchOf(read, sql.raw(text)))), text).toBeNull();
		}
		const twice = sql`INSERT INTO groups SELECT * FROM groups`;
		expect(await thrownBy(db.run(twice))).toMatchObject({ cause: { message: expect.stringContaining("UNIQUE") } });
		expect(written).not.toHaveBeenCalled();
	});
});

describe("a write that is tried again", () => {
	it("is made once when D1 comes back or its answer was lost, and at most three times", async () => {
		const { d1, db } = openBreakable();
		d1.fault = { kind: "lose", times: 2 };
		const { meta } = await retryWrite(() => db.run(write));
		expect([meta.changes, d1.asked.length]).toEqual([1, 3]);
		d1.fault = { kind: "fail", words: wordsOfMissingD1[0]! };
		expect(isUnavailable(await thrownBy(retryWrite(() => db.run(write))))).toBe(true);
		expect(d1.asked).toHaveLength(6);
	});

	it("waits between its tries, and not equally long for everybody", async () => {
		const waits = await Promise.all(
			Array.from({ length: 8 }, async () => {
				const at: number[] = [];
				await thrownBy(
					retryWrite(async () => {
						at.push(Date.now());
						throw unavailable(1);
					}),
				);
				return [at[1]! - at[0]!, at[2]! - at[1]!] as const;
			}),
		);
		for (const [first, second] of waits) {
			expect(first).toBeGreaterThanOrEqual(50);
			expect(second).toBeGreaterThanOrEqual(250);
			expect(first + second).toBeLessThan(2_500);
		}
		expect(new Set(waits.map(([, second]) => Math.round(second / 10))).size).toBeGreaterThan(1);
	});

	it("isn't tried again when D1 refused it", async () => {
		let tries = 0;
		const refused = retryWrite(async () => {
			tries += 1;
			throw nameTaken;
		});
		await expect(refused).rejects.toBe(nameTaken);
		expect(tries).toBe(1);
	});
});
