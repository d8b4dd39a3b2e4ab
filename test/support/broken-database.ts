// The suite's D1, which a test takes away: statements stall, fail with a message, or take place and lose their answer.
import { env } from "cloudflare:test";
import type { Bindings } from "../../src/env";
import { watch } from "./counted-bindings";

/** What D1 says when it isn't there. The first two come from a local D1 that another process has locked. */
export const wordsOfMissingD1 = [
	"D1_ERROR: NOSENTRY database is locked: SQLITE_BUSY",
	"D1_ERROR: Failed to parse body as JSON, got: Error: internal error; reference = 1ggnrft0kg7nc8uuiv97cglc",
	"Network connection lost.",
	"D1_ERROR: Network connection lost.",
	"D1_ERROR: D1 DB reset because its code was updated.",
	"D1_ERROR: Internal error in D1 DB storage caused object to be reset.",
	"D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
	"D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
	"D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
	"D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.",
	"D1_ERROR: out of memory: SQLITE_NOMEM",
	"D1_ERROR: disk I/O error: SQLITE_IOERR",
];

type Fault = {
	/** Which statements fail; all when left out. A batch is known by its first statement. */ only?: RegExp;
} & (
	| { kind: "stall" }
	| { kind: "fail"; words: string }
	/** So many statements take place, and then fail like a lost connection. */
	| { kind: "lose"; times: number }
);

export interface BreakableDatabase {
	bindings: Bindings;
	/** Null: D1 answers. */
	fault: Fault | null;
	/** SQL of everything that was asked for, a batch by its first statement. */
	asked: string[];
}

export function breakableDatabase(): BreakableDatabase {
	const ask = async <T>(sql: string, real: () => Promise<T>): Promise<T> => {
		broken.asked.push(sql);
		const fault = broken.fault?.only?.test(sql) === false ? null : broken.fault;
		if (fault?.kind === "stall") return new Promise(() => {});
		if (fault?.kind === "fail") throw new Error(fault.words);
		const answer = await real();
		if (fault?.kind !== "lose" || fault.times === 0) return answer;
		fault.times -= 1;
		throw new Error("Network connection lost.");
	};
	const originals = new WeakMap<object, { sql: string; original: D1PreparedStatement }>();
	const statement = (original: D1PreparedStatement, sql: string): D1PreparedStatement => {
		const watched = watch(original, {
			bind: (...values) => statement(original.bind(...values), sql),
			all: () => ask(sql, () => original.all()),
			raw: () => ask(sql, () => original.raw()),
			run: () => ask(sql, () => original.run()),
		});
		originals.set(watched, { sql, original });
		return watched;
	};
	const database = watch(env.DB, {
		prepare: (sql) => statement(env.DB.prepare(String(sql)), String(sql)),
		batch: (statements) => {
			const parts = (statements as object[]).map((part) => originals.get(part)!);
			return ask(parts[0]!.sql, () => env.DB.batch(parts.map(({ original }) => original)));
		},
	});
	const broken: BreakableDatabase = {
		bindings: { ...env, DB: database } as unknown as Bindings,
		fault: null,
		asked: [],
	};
	return broken;
}
