// Users: finding, creating and changing them.
import { eq, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../context";
import { refusedBy } from "../db";
import { ApiError, invalid, notFound } from "../errors";
import { changeGuarded } from "../guard/client";
import { logStatement } from "../log/write";
import { newUserId } from "./id";
import { completeProfile, loginKey, profileColumns } from "./profile";
import type { UserChange, UserInput, UserReplacement } from "./schema";
import { users } from "./table";
import { nameOf, toUser, type User, userParty } from "./user";

/** Returns the user with this id, or null. */
export async function findUser(ctx: Ctx, id: string): Promise<User | null> {
	const [row] = await ctx.db.select().from(users).where(eq(users.id, id));
	return row ? toUser(ctx, row) : null;
}

/** Returns the user with this id or login; the id wins where both are somebody's. Throws 404 E0000007. */
export async function getUser(ctx: Ctx, idOrLogin: string): Promise<User> {
	const [row] = await ctx.db
		.select()
		.from(users)
		.where(or(eq(users.id, idOrLogin), eq(users.loginKey, loginKey(idOrLogin))))
		.orderBy(sql`${users.id} = ${idOrLogin} DESC`)
		.limit(1);
	if (!row) throw notFound("User", idOrLogin);
	return toUser(ctx, row);
}

/**
 * Returns the user with this id, and not by a login: what belongs to a user goes by the id, because a login may change.
 * Throws 404 E0000007.
 */
export async function getUserById(ctx: Ctx, id: string): Promise<User> {
	const user = await findUser(ctx, id);
	if (!user) throw notFound("User", id);
	return user;
}

/** The same for a field of a form. Throws 400 E0000001 at the field. */
export const getUserOfField = (ctx: Ctx, field: string, idOrLogin: string): Promise<User> =>
	getUser(ctx, idOrLogin).catch((error: unknown) => {
		throw error instanceof ApiError && error.code === "E0000007" ? invalid(field, "user-or-login-unknown") : error;
	});

/** Returns those of the ids that are no user's, in the given order. */
export async function missingUserIds(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
	const rows = await ctx.db.all<{ id: string }>(sql`
		SELECT value AS id FROM json_each(${JSON.stringify(ids)}) WHERE value NOT IN (SELECT ${users.id} FROM ${users})`);
	return rows.map(({ id }) => id);
}

/** Returns the names to show of those users who are there, by id. */
export async function namesOfUsers(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
	const wanted = [...new Set(ids)].filter((id) => id !== null);
	if (wanted.length === 0) return new Map();
	const { id, login, displayName, firstName, lastName } = users;
	const rows = await ctx.db
		.select({ id, login, displayName, firstName, lastName })
		.from(users)
		.where(sql`${id} IN (SELECT value FROM json_each(${JSON.stringify(wanted)}))`);
	return new Map(rows.map((row) => [row.id, nameOf(row)]));
}

interface CreateOptions {
	/** false: the user is STAGED until activated. */
	activate: boolean;
	/** More statements for the same batch, after the user's row. All of them happen, or none. */
	beside?: (user: { id: string; login: string }) => BatchItem<"sqlite">[];
}

/** Creates a user: STAGED, PROVISIONED, or ACTIVE if a password is given. Throws E0000001 for a login that is taken. */
export async function createUser(ctx: Ctx, input: Omit<UserInput, "groupIds">, options: CreateOptions): Promise<User> {
	const now = ctx.now();
	const id = await newUserId(ctx);
	const { login } = input.profile;
	const hasPassword = givesPassword(input);
	const { patch, ...columns } = await profileColumns(ctx, id, input.profile);
	const row = {
		...columns,
		attributes: sql`json_patch('{}', ${JSON.stringify(patch)})`,
		id,
		login,
		loginKey: loginKey(login),
		status: options.activate ? (hasPassword ? "ACTIVE" : "PROVISIONED") : "STAGED",
		hasPassword,
		createdAt: now,
		activatedAt: options.activate ? now : null,
		statusChangedAt: options.activate ? now : null,
		lastUpdatedAt: now,
	} as const;
	const [created] = await ctx.db
		.batch([
			ctx.db.insert(users).values(row).returning(),
			logStatement(ctx, { eventType: "user.lifecycle.create", target: [userParty(row)] }),
			...(options.beside?.(row) ?? []),
		])
		.catch(refusedBy(refusals));
	return toUser(ctx, created[0]!);
}

/** Sets what the change mentions and leaves the rest. */
export const changeUser = (ctx: Ctx, idOrLogin: string, change: UserChange): Promise<User> =>
	writeUser(ctx, idOrLogin, change);

/** Sets the whole profile. Attributes that it doesn't mention are cleared. */
export const replaceUser = (ctx: Ctx, idOrLogin: string, user: UserReplacement): Promise<User> =>
	writeUser(ctx, idOrLogin, { ...user, profile: completeProfile(user.profile) });

async function writeUser(ctx: Ctx, idOrLogin: string, change: UserChange): Promise<User> {
	const user = await getUser(ctx, idOrLogin);
	const { patch, ...columns } = await profileColumns(ctx, user.id, change.profile ?? {});
	// SQLite merges, so that two changes at once lose none of their attributes.
	const attributes = sql`json_patch(${users.attributes}, ${JSON.stringify(patch)})`;
	const now = ctx.now();
	// A provisioned user lacks only a password, so a password makes the user active.
	const password = givesPassword(change) && {
		hasPassword: true,
		status: sql`CASE ${users.status} WHEN 'PROVISIONED' THEN 'ACTIVE' ELSE ${users.status} END`,
		statusChangedAt: sql`CASE ${users.status} WHEN 'PROVISIONED' THEN ${now} ELSE ${users.statusChangedAt} END`,
	};
	// The guard names the user in its log events, so it has to learn a new name.
	const [updated] = await changeGuarded(ctx, { userId: user.id }, () =>
		ctx.db
			.batch([
				ctx.db
					.update(users)
					.set({ ...columns, attributes, ...password, lastUpdatedAt: now })
					.where(eq(users.id, user.id))
					.returning(),
				logStatement(ctx, { eventType: "user.account.update_profile", target: [userParty(user)] }),
			])
			.catch(refusedBy(refusals)),
	);
	if (!updated[0]) throw notFound("User", idOrLogin);
	return toUser(ctx, updated[0]);
}

/** `{password: {}}` is no new password: it stands in our answers, and clients send it back. */
const givesPassword = ({ credentials }: Pick<UserChange, "credentials">): boolean =>
	Object.values(credentials?.password ?? {}).some((given) => given !== undefined);

const refusals = {
	"users.login_key": () => invalid("login", "already-exists"),
};
