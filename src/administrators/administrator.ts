// Who an administrator is: as an actor, as a party of the log, and found by id.
import { eq, type SQL, sql } from "drizzle-orm";
import type { Actor, Ctx } from "../context";
import { notFound } from "../errors";
import { newId } from "../ids";
import type { LogParty } from "../log/event";
import { loginKey } from "../users/profile";
import type { NoticeKind } from "./schema";
import { type AdministratorRow, administrators, notices } from "./table";

type Person = Pick<AdministratorRow, "id" | "login" | "displayName" | "role" | "permissions">;

export const actorOf = ({ id, displayName, role, permissions }: Person): Actor => ({
	kind: "administrator",
	id,
	name: displayName,
	role,
	permissions,
});

/** Okta calls administrators users, too. */
export const administratorParty = ({
	id,
	login,
	displayName,
}: Pick<Person, "id" | "login" | "displayName">): LogParty => ({
	id,
	type: "User",
	alternateId: login,
	displayName,
});

export async function getAdministrator(ctx: Ctx, id: string): Promise<AdministratorRow> {
	const [row] = await ctx.db.select().from(administrators).where(eq(administrators.id, id));
	if (!row) throw notFound("Administrator", id);
	return row;
}

/** Those of the logins that an administrator signs in with, as they were given. Who is INACTIVE may come back. */
export async function loginsOfAdministrators(ctx: Ctx, logins: readonly string[]): Promise<Set<string>> {
	const keys = JSON.stringify(logins.map(loginKey));
	const rows = await ctx.db
		.select({ key: administrators.loginKey })
		.from(administrators)
		.where(sql`${administrators.loginKey} IN (SELECT value FROM json_each(${keys}))`);
	return new Set(logins.filter((login) => rows.some(({ key }) => key === loginKey(login))));
}

/**
 * The statement that tells a person what happened to her account. Put it into the batch of the change.
 * @param condition of telling her; `changes() > 0`: only if the statement before it did something
 */
export function noticeStatement(ctx: Ctx, administratorId: string, kind: NoticeKind, condition: SQL = sql`true`) {
	const { ipAddress, userAgent } = ctx.client;
	const now = ctx.now();
	const id = newId("administratorNotice", now);
	return ctx.db
		.insert(notices)
		.select(
			sql`SELECT ${id}, ${administratorId}, ${kind}, ${now}, ${ipAddress}, ${userAgent}, NULL WHERE ${condition}`,
		);
}

/** The statement that tells all administrators who can sign in, whatever their role. */
export function noticeToAllStatement(ctx: Ctx, kind: NoticeKind) {
	const { ipAddress, userAgent } = ctx.client;
	return ctx.db.insert(notices).select(
		sql`SELECT 'amn' || substr(hex(randomblob(9)), 1, 17), ${administrators.id}, ${kind}, ${ctx.now()}, ${ipAddress},
				${userAgent}, NULL
			FROM ${administrators} WHERE ${administrators.status} = 'ACTIVE'`,
	);
}
