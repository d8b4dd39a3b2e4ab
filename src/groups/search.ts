// Searching groups by name, and people by the group that they are in.
import { and, asc, count, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { notFound } from "../errors";
import { type FoundUser, searchUsers, type UserSearch } from "../users/search";
import { everyoneId } from "./service";
import { type GroupRow, groupMembers, groups } from "./table";

export type Group = GroupRow;

export interface GroupSearch {
	/** The start of a name; left out: all groups. */
	q?: string | undefined;
	/** The name of the last group of the page before. */
	after?: string | undefined;
	limit: number;
}

/** By name, in the index that makes names unique. */
export async function searchGroups(ctx: Ctx, { q, after, limit }: GroupSearch): Promise<Page<Group>> {
	const rows = await ctx.db
		.select()
		.from(groups)
		.where(
			and(
				q === undefined ? undefined : sql`${byName} >= ${q} AND ${byName} < ${`${q}\u{10ffff}`}`,
				after === undefined ? undefined : gt(byName, after),
			),
		)
		.orderBy(asc(byName))
		.limit(limit + 1);
	return pageOf(rows, limit, ({ name }) => name);
}

/** The group with this name, whatever the case of its letters. Throws 404 E0000007. */
export async function getGroupByName(ctx: Ctx, name: string): Promise<Group> {
	const [row] = await ctx.db.select().from(groups).where(eq(byName, name));
	if (!row) throw notFound("UserGroup", name);
	return row;
}

/** People among the members of a group; without a group among everybody. */
export function searchPeople(
	ctx: Ctx,
	{ groupId, ...search }: Omit<UserSearch, "among"> & { groupId?: string | undefined },
): Promise<Page<FoundUser>> {
	if (groupId === undefined || groupId === everyoneId) return searchUsers(ctx, search);
	return searchUsers(ctx, { ...search, among: memberIds(groupId) });
}

/** How many users are in a group. Reads a row of each, so it is for questions before a deletion, and for no list. */
export async function countMembers(ctx: Ctx, groupId: string): Promise<number> {
	const [row] = await ctx.db.select({ members: count() }).from(groupMembers).where(eq(groupMembers.groupId, groupId));
	return row?.members ?? 0;
}

const memberIds = (groupId: string): SQL =>
	sql`SELECT ${groupMembers.userId} AS id FROM ${groupMembers} WHERE ${groupMembers.groupId} = ${groupId}`;

const byName = sql`${groups.name} COLLATE NOCASE`;
