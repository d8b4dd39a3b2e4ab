// What decisions ask about a user: statements for a batch of somebody else's.
import { eq, or, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { hasCheck } from "./id";
import { loginKey } from "./profile";
import { users } from "./table";

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

/** The id of the same user, for statements that stand beside that one. */
export const userIdQuery = (user: NamedUser): SQL<string> =>
	user.isId
		? sql`${user.idOrLogin}`
		: sql`(SELECT ${users.id} FROM ${users}
			WHERE ${isUser(user)} ORDER BY ${users.id} = ${user.idOrLogin} DESC LIMIT 1)`;
