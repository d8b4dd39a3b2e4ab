// Who is in a group: joining, leaving, and lists from both sides.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Ctx } from "../context";
import { type Page, pageOf, violatedConstraint } from "../db";
import { invalid } from "../errors";
import type { LogParty } from "../log/event";
import { logStatement } from "../log/write";
import { idsOfUsers, listUsersAmong } from "../users/list";
import type { UserInput } from "../users/schema";
import { createUser, getUser } from "../users/service";
import { type User, userParty } from "../users/user";
import type { GroupPageQuery } from "./schema";
import { everyoneId, getGroup, getGroups, groupParty } from "./service";
import { type GroupRow, groupMembers, groups } from "./table";

/** Creates a user who is in the given groups from the first moment, or not at all. */
export async function createUserInGroups(ctx: Ctx, input: UserInput, options: { activate: boolean }): Promise<User> {
	const joined = await getGroups(ctx, [...new Set(input.groupIds ?? [])]);
	for (const group of joined) refuseEveryone(group);
	return refuseVanished(
		() => getGroups(ctx, input.groupIds ?? []),
		() =>
			createUser(ctx, input, {
				...options,
				beside: (user) => joined.flatMap((group) => joinStatements(ctx, group, userParty(user))),
			}),
	);
}

/** Puts a user into a group. A user who is in the group already stays in it. */
export async function addMember(ctx: Ctx, groupId: string, userIdOrLogin: string): Promise<void> {
	const [group, user] = await Promise.all([getGroup(ctx, groupId), getUser(ctx, userIdOrLogin)]);
	refuseEveryone(group);
	await refuseVanished(
		() => Promise.all([getGroup(ctx, groupId), getUser(ctx, user.id)]),
		() => ctx.db.batch(joinStatements(ctx, group, userParty(user))),
	);
}

/** Takes a user out of a group. Nothing happens if the user isn't in it. */
export async function removeMember(ctx: Ctx, groupId: string, userIdOrLogin: string): Promise<void> {
	const [group, user] = await Promise.all([getGroup(ctx, groupId), getUser(ctx, userIdOrLogin)]);
	refuseEveryone(group);
	await ctx.db.batch([
		ctx.db.delete(groupMembers).where(and(eq(groupMembers.groupId, group.id), eq(groupMembers.userId, user.id))),
		logStatement(ctx, {
			eventType: "group.user_membership.remove",
			target: [userParty(user), groupParty(group)],
		}),
		touchStatement(ctx, group),
	]);
}

export async function listMembers(ctx: Ctx, groupId: string, query: GroupPageQuery): Promise<Page<User>> {
	const group = await getGroup(ctx, groupId);
	const ids = sql`SELECT ${groupMembers.userId} FROM ${groupMembers} WHERE ${groupMembers.groupId} = ${group.id}`;
	return listUsersAmong(ctx, group.id === everyoneId ? null : ids, query);
}

/** Lists the groups of a user, the group of everyone first. */
export async function listGroupsOfUser(
	ctx: Ctx,
	userIdOrLogin: string,
	{ after, limit }: GroupPageQuery,
): Promise<Page<GroupRow>> {
	const user = await getUser(ctx, userIdOrLogin);
	const isMember = sql`${groups.id} IN (
		SELECT ${groupMembers.groupId} FROM ${groupMembers} WHERE ${groupMembers.userId} = ${user.id})`;
	// BUILT_IN sorts before OKTA_GROUP.
	const afterType = after === everyoneId ? "BUILT_IN" : "OKTA_GROUP";
	const rows = await ctx.db
		.select()
		.from(groups)
		.where(
			and(
				sql`(${groups.id} = ${everyoneId} OR ${isMember})`,
				after === undefined ? undefined : sql`(${groups.type}, ${groups.id}) > (${afterType}, ${after})`,
			),
		)
		.orderBy(asc(groups.type), asc(groups.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

/** A condition: the user is in the group that the column names. */
export const holdsUser = (
	groupId: SQLiteColumn,
	userId: string | SQL,
): SQL => sql`(${groupId} = ${everyoneId} OR EXISTS (
	SELECT 1 FROM ${groupMembers} WHERE ${groupMembers.groupId} = ${groupId} AND ${groupMembers.userId} = ${userId}))`;

/** A query for users who are in one of the groups: `id` of each, and at most so many. */
export const idsOfMembers = (groupIds: readonly string[], most: number): SQL =>
	groupIds.includes(everyoneId)
		? idsOfUsers(most)
		: sql`SELECT DISTINCT ${groupMembers.userId} AS id FROM ${groupMembers}
			WHERE ${groupMembers.groupId} IN (SELECT value FROM json_each(${JSON.stringify(groupIds)})) LIMIT ${most}`;

/** The ids of the groups that a user was put into, for a batch of somebody else's. */
export const groupIdsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select({ id: groupMembers.groupId }).from(groupMembers).where(eq(groupMembers.userId, userId));

const joinStatements = (ctx: Ctx, group: GroupRow, user: LogParty): [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]] => [
	ctx.db.insert(groupMembers).values({ groupId: group.id, userId: user.id }).onConflictDoNothing(),
	logStatement(ctx, { eventType: "group.user_membership.add", target: [user, groupParty(group)] }),
	touchStatement(ctx, group),
];

/** Put it behind a log statement: it notes the time of the change, if there was a change. */
const touchStatement = (ctx: Ctx, group: GroupRow) =>
	ctx.db
		.update(groups)
		.set({ lastMembershipUpdatedAt: ctx.now() })
		.where(and(eq(groups.id, group.id), sql`changes() > 0`));

function refuseEveryone(group: GroupRow): void {
	if (group.id === everyoneId) throw invalid("groupId", "everyone-is-member");
}

/** Foreign keys refuse a group or user that was deleted after it was read. Looking again tells which of the two. */
async function refuseVanished<T>(lookAgain: () => Promise<unknown>, write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (violatedConstraint(error) === "FOREIGN KEY") await lookAgain();
		throw error;
	}
}
