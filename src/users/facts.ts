// What decisions ask about a user: statements for a batch of somebody else's.
import { eq, or, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { loginKey } from "./profile";
import { users } from "./table";

/** The user with this id or login; the id wins where both are somebody's. */
const isUser = (idOrLogin: string): SQL | undefined =>
	or(eq(users.id, idOrLogin), eq(users.loginKey, loginKey(idOrLogin)));

export const userFactsStatement = (ctx: Ctx, idOrLogin: string) =>
	ctx.db
		.select({ id: users.id, login: users.login, status: users.status })
		.from(users)
		.where(isUser(idOrLogin))
		.orderBy(sql`${users.id} = ${idOrLogin} DESC`)
		.limit(1);

/** The id of the same user, for statements that stand beside that one. */
export const userIdQuery = (idOrLogin: string): SQL<string> => sql`(
	SELECT ${users.id} FROM ${users} WHERE ${isUser(idOrLogin)} ORDER BY ${users.id} = ${idOrLogin} DESC LIMIT 1)`;
