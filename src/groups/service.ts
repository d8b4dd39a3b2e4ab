// Groups: creating, finding, listing, changing and deleting them.
import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf, refusedBy } from "../db";
import { invalid, notFound } from "../errors";
import { foldCase, foldedFor } from "../filters/fold";
import { compileFilter, type FilterField, textField, timeField } from "../filters/scim";
import { newId } from "../ids";
import type { LogParty } from "../log/event";
import { logStatement } from "../log/write";
import type { GroupInput, GroupListQuery } from "./schema";
import { type GroupRow, groups } from "./table";

/** Every user is in this group, without rows of membership. */
export const everyoneId = "00gEveryone000000000";

export async function createGroup(ctx: Ctx, { profile }: GroupInput): Promise<GroupRow> {
	const now = ctx.now();
	const row: GroupRow = {
		id: newId("group", now),
		type: "OKTA_GROUP",
		name: profile.name,
		description: profile.description || null,
		createdAt: now,
		lastUpdatedAt: now,
		lastMembershipUpdatedAt: now,
	};
	await ctx.db
		.batch([
			ctx.db.insert(groups).values(row),
			logStatement(ctx, { eventType: "group.lifecycle.create", target: [groupParty(row)] }),
		])
		.catch(refusedBy(refusals));
	return row;
}

export async function getGroup(ctx: Ctx, id: string): Promise<GroupRow> {
	const [group] = await getGroups(ctx, [id]);
	return group!;
}

/** Returns the groups with these ids. Throws 404 E0000007 if one of them doesn't exist. */
export async function getGroups(ctx: Ctx, ids: readonly string[]): Promise<GroupRow[]> {
	if (ids.length === 0) return [];
	const rows = await ctx.db
		.select()
		.from(groups)
		.where(inArray(groups.id, [...ids]));
	const missing = ids.find((id) => !rows.some((row) => row.id === id));
	if (missing !== undefined) throw notFound("UserGroup", missing);
	return rows;
}

/** Returns those of the ids that are no group's, in the given order. */
export async function missingGroupIds(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
	const rows = await ctx.db.all<{ id: string }>(sql`
		SELECT value AS id FROM json_each(${JSON.stringify(ids)}) WHERE value NOT IN (SELECT ${groups.id} FROM ${groups})`);
	return rows.map(({ id }) => id);
}

/** Id → name, of those groups that there are. */
export async function groupNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
	const rows = await ctx.db
		.select({ id: groups.id, name: groups.name })
		.from(groups)
		.where(sql`${groups.id} IN ${wanted}`)
		.orderBy(asc(groups.name));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many groups a form offers, beside those that are chosen. */
const mostOffered = 100;

export interface OfferedGroups {
	/** Id → name. */
	groups: ReadonlyMap<string, string>;
	/** There are more than those. */
	hasMoreGroups: boolean;
}

/** What a form offers: the chosen groups, and the first ones of all. */
export async function offeredGroups(ctx: Ctx, chosen: readonly string[] = []): Promise<OfferedGroups> {
	const [first, own] = await Promise.all([listGroups(ctx, { limit: mostOffered }), groupNames(ctx, chosen)]);
	const groups = new Map([...own, ...first.items.map(({ id, name }) => [id, name] as const)]);
	return { groups, hasMoreGroups: first.next !== undefined };
}

/** Returns the ids of the groups that a field of a form names, by id or by name. Throws 400 E0000001 at the field. */
export async function getGroupIdsOfField(ctx: Ctx, field: string, idsOrNames: readonly string[]): Promise<string[]> {
	const rows = await ctx.db.all<{ id: string | null }>(sql`
		SELECT (SELECT ${groups.id} FROM ${groups} WHERE ${groups.id} = value OR ${groups.name} = value COLLATE NOCASE) AS id
		FROM json_each(${JSON.stringify(idsOrNames)})`);
	return rows.map(({ id }) => {
		if (id === null) throw invalid(field, "group-unknown");
		return id;
	});
}

export async function listGroups(ctx: Ctx, query: GroupListQuery): Promise<Page<GroupRow>> {
	const { filter, search, q, after, limit } = query;
	if (filter !== undefined && search !== undefined) throw invalid("search", "filter-and-search");
	const criteria = filter ?? search;
	const rows = await ctx.db
		.select()
		.from(groups)
		.where(
			and(
				criteria === undefined ? undefined : groupFilter(criteria),
				q === undefined ? undefined : sql`instr(${foldedFor(q, groups.name)}, ${foldCase(q)}) = 1`,
				after === undefined ? undefined : gt(groups.id, after),
			),
		)
		.orderBy(asc(groups.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

/** Sets name and description; a description that is left out is cleared. */
export async function replaceGroup(ctx: Ctx, id: string, { profile }: GroupInput): Promise<GroupRow> {
	const group = await getGroup(ctx, id);
	if (group.type === "BUILT_IN") throw invalid("type", "built-in-group-not-changed");
	const [replaced] = await ctx.db
		.batch([
			ctx.db
				.update(groups)
				.set({ name: profile.name, description: profile.description || null, lastUpdatedAt: ctx.now() })
				.where(eq(groups.id, id))
				.returning(),
			logStatement(ctx, { eventType: "group.profile.update", target: [groupParty(group)] }),
		])
		.catch(refusedBy(refusals));
	if (!replaced[0]) throw notFound("UserGroup", id);
	return replaced[0];
}

export async function deleteGroup(ctx: Ctx, id: string): Promise<void> {
	const group = await getGroup(ctx, id);
	if (group.type === "BUILT_IN") throw invalid("type", "built-in-group-not-deleted");
	const [deleted] = await ctx.db.batch([
		ctx.db.delete(groups).where(eq(groups.id, id)).returning({ id: groups.id }),
		logStatement(ctx, { eventType: "group.lifecycle.delete", target: [groupParty(group)] }),
	]);
	if (deleted.length === 0) throw notFound("UserGroup", id);
}

/** The group, as log events name it. */
export const groupParty = (group: Pick<GroupRow, "id" | "name">): LogParty => ({
	id: group.id,
	type: "UserGroup",
	displayName: group.name,
});

const filterFields: ReadonlyMap<string, FilterField> = new Map([
	["id", textField(sql`${groups.id}`)],
	["type", textField(sql`${groups.type}`, { caseInsensitive: true })],
	["created", timeField(sql`${groups.createdAt}`)],
	["lastUpdated", timeField(sql`${groups.lastUpdatedAt}`)],
	["lastMembershipUpdated", timeField(sql`${groups.lastMembershipUpdatedAt}`)],
	["profile.name", textField(sql`${groups.name}`, { caseInsensitive: true })],
	["profile.description", textField(sql`${groups.description}`, { caseInsensitive: true })],
]);

const groupFilter = (text: string): SQL => compileFilter(text, (path) => filterFields.get(path) ?? null);

const refusals = {
	"groups.name": () => invalid("name", "already-exists"),
};
