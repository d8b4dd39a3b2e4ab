// The generation of D1: a number that changes with each restore, so that guards don't go on with what D1 has lost.
import { integer, sqliteTable } from "drizzle-orm/sqlite-core";
import type { Ctx } from "../context";
import { Remembered } from "../remembered";

/** One row, which the migration makes and `npm run restore` changes. Nothing else writes it. */
export const generation = sqliteTable("generation", {
	/** Always 0. */
	id: integer("id").primaryKey(),
	/** Epoch ms of the last restore, 0 before the first one. */
	value: integer("value").notNull(),
});

const rememberedGeneration = new Remembered<number>(async (ctx) => {
	const [row] = await ctx.db.select({ value: generation.value }).from(generation);
	if (!row) throw new Error("the row of generation is gone");
	return row.value;
});

/**
 * The generation, at most 30 s old. Two generations are equal or different; none is newer, because a restore may bring
 * an earlier number back. Ask for it beside what else is remembered, so that a cold isolate waits for D1 once.
 */
export const generationOf = (ctx: Ctx): Promise<number> => rememberedGeneration.get(ctx);

/** The same, where nothing has to be read for it. */
export const recallGeneration = (ctx: Ctx): number | undefined => rememberedGeneration.recall(ctx);
