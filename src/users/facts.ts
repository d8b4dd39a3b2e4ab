// What decisions ask about a user: statements for a batch of somebody else's.
import { eq, or, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { hasCheck } from "./id";
import { loginKey } from "./profile";
import { type UserRow, users } from "./table";
import { nameOf, type User } from "./user";

/** What those who go through names want to know. */
export type UserOfName = Pick<User, "id" | "login" | "displayName" | "status">;

type NamedRow = Pick<UserRow, "id" | "login" | "loginKey" | "status" | "firstName" | "lastName" | "displayName">;

const namedColumns = sql`id, login, login_key AS loginKey, status, first_name AS firstName, last_name AS lastName,
	display_name AS displayName`;

/** A user as a caller names it. */
export interface NamedUser {
	idOrLogin: string;
	/** We gave this id out, so no login is meant, and nobody has to look the id up. */
	isId: boolean;
}

export const namedUser = async (ctx: Ctx, idOrLogin: string): Promise<NamedUser> => ({
	idOrLogin,
	isId: idOrLogin.startsWith("00u") && (await hasCheck(ctx, idOrLogin)),
});

const isUser = ({ idOrLogin, isId }: NamedUser): SQL | undefined =>
	isId ? eq(users.id, idOrLogin) : or(eq(users.id, idOrLogin), eq(users.loginKey, loginKey(idOrLogin)));

/** The id wins where both are somebody's. */
export const userFactsStatement = (ctx: Ctx, user: NamedUser) =>
	ctx.db
		.select({ id: users.id, login: users.login, status: users.status })
		.from(users)
		.where(isUser(user))
		.orderBy(sql`${users.id} = ${user.idOrLogin} DESC`)
		.limit(1);

/** Whether the user is there and not deactivated, for statements that stand beside. */
export const mayBeEnrolled = (id: SQL): SQL =>
	sql`EXISTS (SELECT 1 FROM ${users} WHERE ${users.id} = ${id} AND ${users.status} <> 'DEPROVISIONED')`;

/** The login of a user, for statements that stand beside. */
export const loginOf = (id: SQL): SQL => sql`(SELECT ${users.login} FROM ${users} WHERE ${users.id} = ${id})`;

/** The user of each name that is a login or an id; the id wins where both are somebody's. One statement. */
export async function findUsersNamed(ctx: Ctx, names: readonly string[]): Promise<Map<string, UserOfName>> {
	const rows = await ctx.db.all<NamedRow>(sql`
		SELECT ${namedColumns} FROM ${users}
			WHERE login_key IN (SELECT value FROM json_each(${JSON.stringify(names.map(loginKey))}))
		UNION
		SELECT ${namedColumns} FROM ${users}
			WHERE id IN (SELECT value FROM json_each(${JSON.stringify(names)}))`);
	const byKey = new Map(rows.map((row) => [row.loginKey, row]));
	const byId = new Map(rows.map((row) => [row.id, row]));
	return new Map(
		names.flatMap((name) => {
			const found = byId.get(name) ?? byKey.get(loginKey(name));
			return found ? [[name, userOf(found)] as const] : [];
		}),
	);
}

const userOf = ({ id, login, status, ...names }: NamedRow): UserOfName => ({
	id,
	login,
	status,
	displayName: nameOf({ login, ...names }),
});

/** The id of the same user, for statements that stand beside that one. */
export const userIdQuery = (user: NamedUser): SQL<string> =>
	user.isId
		? sql`${user.idOrLogin}`
		: sql`(SELECT ${users.id} FROM ${users}
			WHERE ${isUser(user)} ORDER BY ${users.id} = ${user.idOrLogin} DESC LIMIT 1)`;
