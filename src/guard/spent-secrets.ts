// The secrets of removed tokens in D1: written by the batch that removes a token, read by the batch that enrols one.
import { lte, type SQL, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Ctx } from "../context";
import type { SpentSecret } from "./spent";

const spentSecrets = sqliteTable("spent_secrets", {
	/** `spentKeyOf` the secret. No user: a secret is spent for everybody. */
	key: text("key").primaryKey(),
	/** TOTP: the highest step used. HOTP: the next counter. */
	mark: integer("mark").notNull(),
	/** Epoch ms. Then the row may go. */
	until: integer("until").notNull(),
});

/** Returns the statement that keeps how far secrets were used. A secret that is known already keeps the higher mark. */
export const keepSpent = (ctx: Ctx, spent: readonly SpentSecret[]) =>
	ctx.db
		.insert(spentSecrets)
		.select(
			sql`SELECT value ->> 'key', value ->> 'mark', value ->> 'until' FROM json_each(${JSON.stringify(spent)}) WHERE true`,
		)
		.onConflictDoUpdate({
			target: spentSecrets.key,
			set: { mark: sql`max(mark, excluded.mark)`, until: sql`max(until, excluded.until)` },
		});

/** How far the secret of a new factor was used before; NULL for a secret that nobody used. */
export const spentMark = (key: string | SQL): SQL<number | null> =>
	sql`(SELECT ${spentSecrets.mark} FROM ${spentSecrets} WHERE ${spentSecrets.key} = ${key})`;

/** Deletes what can't be replayed any more. */
export async function deleteSpent(ctx: Ctx): Promise<void> {
	await ctx.db.delete(spentSecrets).where(lte(spentSecrets.until, ctx.now()));
}
