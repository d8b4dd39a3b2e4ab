// Orders without gaps: 1, 2, 3 … A moved row is put between two others, then all rows get new numbers. Both happen in
// one transaction, so parallel moves never leave two rows with one number.
import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Ctx } from "./context";

/** A table whose rows have an id and a priority, in columns of these names. */
type Ordered = SQLiteTable & { id: SQLiteColumn; priority: SQLiteColumn };

const half = 0.5;

/** The place of a new row: right before the row that has this priority now. Without a priority: behind the last row. */
export const placeOfNew = (table: Ordered, priority: number | undefined): SQL<number> =>
	priority === undefined ? sql`(SELECT COUNT(*) + 1 FROM ${table})` : sql`${priority - half}`;

/** The place that becomes this priority in `renumber`: before its holder on the way up, behind it on the way down. */
export function placeOfMoved({ priority: current }: Ordered, priority: number): SQL<number> {
	return sql`CASE WHEN ${current} > ${priority} THEN ${priority - half}
		WHEN ${current} < ${priority} THEN ${priority + half} ELSE ${current} END`;
}

interface OrderOptions {
	/** Rows have one order for each value of this column. Left out: all rows have one. */
	within?: SQLiteColumn;
	/** Rows with a true value here are last, wherever they were put. */
	last?: SQLiteColumn;
}

/** Drizzle's `run` takes no parameters in a batch, not even null. */
const nothing = sql`NULL`;

/** Has to be the last statement of every batch that moves, adds or removes a row. */
export const renumber = (ctx: Ctx, table: Ordered, { within, last }: OrderOptions = {}) =>
	ctx.db.run(sql`UPDATE ${table} SET priority = ranked.place
		FROM (
			SELECT id, ROW_NUMBER() OVER (PARTITION BY ${within ?? nothing} ORDER BY ${last ?? nothing}, priority, id) AS place
			FROM ${table}
		) AS ranked
		WHERE ranked.id = ${table.id} AND ranked.place <> ${table.priority}`);
