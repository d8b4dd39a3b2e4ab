// Who is enrolled in an authenticator, page by page.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { listUsersAmong } from "../users/list";
import type { User } from "../users/user";
import { factors } from "./table";

export interface EnrolledUser extends Pick<User, "id" | "login" | "displayName" | "status"> {
	/** Whether a factor of theirs is proven. */
	isActive: boolean;
}

/** @param after id of the last user of the page before */
export async function listUsersOfAuthenticator(
	ctx: Ctx,
	authenticatorId: string,
	{ after = "", limit }: { after?: string | undefined; limit: number },
): Promise<Page<EnrolledUser>> {
	const rows = await ctx.db.all<{ userId: string; active: number }>(sql`
		SELECT ${factors.userId} AS userId, MAX(${factors.status} = 'ACTIVE') AS active FROM ${factors}
		WHERE ${factors.authenticatorId} = ${authenticatorId} AND ${factors.userId} > ${after}
		GROUP BY ${factors.userId} ORDER BY ${factors.userId} LIMIT ${limit + 1}`);
	const page = pageOf(rows, limit, ({ userId }) => userId);
	const active = new Map(page.items.map((row) => [row.userId, row.active === 1]));
	const ids = sql`SELECT value FROM json_each(${JSON.stringify([...active.keys()])})`;
	const users = await listUsersAmong(ctx, ids, { limit });
	return {
		...page,
		items: users.items.map(({ id, login, displayName, status }) => ({
			id,
			login,
			displayName,
			status,
			isActive: active.get(id) ?? false,
		})),
	};
}
