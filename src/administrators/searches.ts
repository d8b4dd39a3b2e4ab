// Searches of the system log that an administrator keeps under a name. Nobody else sees them.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { invalid, notFound } from "../errors";
import { type SavedSearch, savedSearches } from "./table";

const mostSearches = 30;

export const listSearches = (ctx: Ctx, administratorId: string): Promise<SavedSearch[]> =>
	ctx.db
		.select()
		.from(savedSearches)
		.where(eq(savedSearches.administratorId, administratorId))
		.orderBy(asc(savedSearches.name));

/** Replaces the search of the same name. Throws E0000001 for one too many. */
export async function saveSearch(ctx: Ctx, { administratorId, name, query }: SavedSearch): Promise<void> {
	const saved = await ctx.db.all(sql`
		INSERT INTO ${savedSearches} (administrator_id, name, query)
		SELECT ${administratorId}, ${name}, ${query} WHERE (
			SELECT count(*) FROM ${savedSearches} WHERE administrator_id = ${administratorId} AND name <> ${name}
		) < ${mostSearches}
		ON CONFLICT (administrator_id, name) DO UPDATE SET query = excluded.query RETURNING name`);
	if (saved.length === 0) throw invalid("name", "too-many", { maximum: mostSearches });
}

/** Throws E0000007 when there is none of this name. */
export async function deleteSearch(ctx: Ctx, administratorId: string, name: string): Promise<void> {
	const deleted = await ctx.db
		.delete(savedSearches)
		.where(and(eq(savedSearches.administratorId, administratorId), eq(savedSearches.name, name)))
		.returning({ name: savedSearches.name });
	if (deleted.length === 0) throw notFound("Search", name);
}
