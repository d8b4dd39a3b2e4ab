// Which values of D1 each sealing key still seals. An envelope names its key, so nothing has to be opened.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { openForSearch } from "../db";

/** How many envelopes of a column a key has sealed. The key may be one that the configuration doesn't have. */
export interface SealedCount {
	table: string;
	column: string;
	keyId: string;
	count: number;
}

/** A key of the configuration: its id alone, never the key. */
export interface SealKey {
	id: string;
	/** It seals whatever is saved now. All keys open. */
	isCurrent: boolean;
	/** `2026-11` or `2026-11-27`, where the id begins with it, as in `k2026-11-27`; null: nobody knows. */
	since: string | null;
}

export const listSealKeys = (ctx: Ctx): SealKey[] =>
	[...ctx.env.sealKeys.keys()].map((id, index) => ({
		id,
		isCurrent: index === 0,
		since: /^k?(\d{4}-(?:0[1-9]|1[0-2])(?:-(?:[0-2]\d|3[01]))?)(?!\d)/.exec(id)?.[1] ?? null,
	}));

/**
 * Counts the envelopes that have columns of their own, by their keys. It reads every row that has one, so somebody has
 * to ask for it.
 * @returns the counts above zero, by table and column
 */
export async function countSealed(ctx: Ctx): Promise<SealedCount[]> {
	const db = openForSearch(ctx.env.bindings.DB);
	// By convention every column of envelopes is named so, also a new one. Nobody may look into D1's own tables.
	const columns = await db.all<{ table: string; column: string }>(sql`
		SELECT t.name AS "table", c.name AS "column" FROM sqlite_master AS t, pragma_table_info(t.name) AS c
		WHERE t.type = 'table' AND t.name NOT GLOB '_cf_*' AND c.name GLOB '*_sealed' ORDER BY t.name, c.cid`);
	const counted = await Promise.all(
		columns.map(async ({ table, column }) => {
			const blob = sql.identifier(column);
			const counts = await db.all<{ keyId: string; count: number }>(sql`
				SELECT ${keyIdOf(blob)} AS "keyId", count(*) AS count FROM ${sql.identifier(table)}
				WHERE ${blob} IS NOT NULL GROUP BY 1 ORDER BY 1`);
			return counts.map((one) => ({ table, column, ...one }));
		}),
	);
	return counted.flat();
}

/** `v1.{key id}.{iv}.{ciphertext}` → the key's id. */
export const keyIdOf = (blob: ReturnType<typeof sql> | ReturnType<typeof sql.identifier>) =>
	sql`substr(${blob}, 4, instr(substr(${blob}, 4), '.') - 1)`;
