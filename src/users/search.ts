// Searching for people: by the start of a login or name, a whole e-mail address, or an id. Every way has an index.
import { eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { contactHash } from "./contact-data";
import { readCursor, type SearchPlace, writeCursor } from "./cursor";
import { loginKey } from "./profile";
import type { UserStatus } from "./schema";
import { type UserRow, users } from "./table";
import { nameOf } from "./user";

/** A user in a list, without contact data: opening it for a whole page would take longer than the search. */
export interface FoundUser extends Pick<UserRow, "id" | "login" | "status" | "createdAt"> {
	displayName: string;
}

export interface UserSearch {
	/** What was typed; left out: everybody, by login. */
	q?: string | undefined;
	status?: UserStatus | undefined;
	/** A query that gives ids of users as `id`, in their order: nobody else is found. */
	among?: SQL | undefined;
	after?: string | undefined;
	limit: number;
}

/** A way to find a user. Those of a later way come after those of an earlier one. */
interface Way {
	condition: SQL;
	/** The order within the way, which an index has. Equals are in the order of their ids. */
	place: SQL;
	/** There are no equals. */
	isUnique?: boolean;
	/** What is read first. Left out: the users themselves. */
	from?: SQL;
}

type NamedRow = Pick<UserRow, "id" | "login" | "status" | "firstName" | "lastName" | "displayName" | "createdAt">;

/** Returns a page of those who are found. A user who is found in several ways stands where the first one stands. */
export async function searchUsers(ctx: Ctx, search: UserSearch): Promise<Page<FoundUser>> {
	const ways = await waysOf(ctx, search);
	const last = search.after === undefined ? null : readCursor(search.after);
	const asked = ways.map((way, index) => statementOf(way, index, ways.slice(0, index), search, last));
	// SQLite begins a later part only when the parts before haven't filled the page.
	const parts = asked.slice(last?.way ?? 0).map((part) => sql`SELECT * FROM (${part})`);
	if (parts.length === 0) return { items: [] };
	const rows = await ctx.db.all<NamedRow & SearchPlace>(
		sql`${sql.join(parts, sql` UNION ALL `)} LIMIT ${search.limit + 1}`,
	);
	const page = pageOf(rows, search.limit, writeCursor);
	return { ...page, items: page.items.map(toFound) };
}

/** The users whose id, login or e-mail address this is: for readers who may not look through everybody. */
export async function findUsersExactly(ctx: Ctx, text: string): Promise<FoundUser[]> {
	const rows = await ctx.db
		.select()
		.from(users)
		.where(
			or(
				eq(users.id, text),
				eq(users.loginKey, loginKey(text)),
				eq(users.emailHash, await contactHash(ctx, "email", text)),
			),
		)
		.limit(mostOfOneAddress);
	return rows.map(toFound);
}

/** How an operator of customer care knows somebody: nothing less than the whole finds anybody. */
export const exactWays = ["LOGIN", "PHONE", "EMAIL"] as const;

/** The users of a whole login, number or address of the profile, and of these ids. */
export async function findUsersBy(
	ctx: Ctx,
	by: (typeof exactWays)[number],
	value: string,
	ids: readonly string[],
): Promise<FoundUser[]> {
	const fields = { LOGIN: [], PHONE: ["mobilePhone", "primaryPhone"], EMAIL: ["email", "secondEmail"] } as const;
	const ofProfile = fields[by].map(async (field) => eq(users[`${field}Hash`], await contactHash(ctx, field, value)));
	const rows = await ctx.db
		.select()
		.from(users)
		.where(
			or(
				by === "LOGIN" ? eq(users.loginKey, loginKey(value)) : undefined,
				...(await Promise.all(ofProfile)),
				inArray(users.id, ids.slice(0, mostOfOneAddress)),
			),
		)
		.orderBy(users.id)
		.limit(mostOfOneAddress);
	return rows.map(toFound);
}

/** Several users may have one address. */
const mostOfOneAddress = 50;

async function waysOf(ctx: Ctx, { q, among }: UserSearch): Promise<Way[]> {
	if (q === undefined || q === "") {
		return among
			? [
					{
						condition: sql`1`,
						place: sql`among.id`,
						isUnique: true,
						from: sql`(${among}) AS among CROSS JOIN ${users}`,
					},
				]
			: [{ condition: sql`1`, place: login, isUnique: true }];
	}
	const byLogin = { condition: startsWith(login, loginKey(q)), place: login, isUnique: true };
	const byId = { condition: sql`${users.id} = ${q}`, place: sql`${users.id}` };
	if (q.includes("@")) {
		const hash = await contactHash(ctx, "email", q);
		return [{ condition: sql`${users.emailHash} = ${hash}`, place: sql`${users.id}` }, byLogin];
	}
	const named = names.map((name) => ({ condition: startsWith(name, asName(q)), place: name }));
	const [first, ...others] = q.split(/\s+/).map(asName);
	return others.length === 0
		? [byId, byLogin, ...named]
		: [byName(firstName, first!, lastName, others), byName(lastName, first!, firstName, others), ...named];
}

const login = sql`${users.loginKey}`;
const firstName = sql`${users.firstName} COLLATE NOCASE`;
const lastName = sql`${users.lastName} COLLATE NOCASE`;
const names = [firstName, lastName, sql`${users.displayName} COLLATE NOCASE`];

/**
 * "Ada Lov": one name is whole, the other one begins so. In Japanese the family name comes first. The plus leaves the
 * index to the whole name.
 */
const byName = (whole: SQL, text: string, begun: SQL, others: readonly string[]): Way => ({
	condition: sql`${whole} = ${text} AND ${startsWith(sql`+${begun}`, others.join(" "))}`,
	place: whole,
});

const startsWith = (column: SQL, text: string) => sql`(${column} >= ${text} AND ${column} < ${`${text}\u{10ffff}`})`;

/**
 * SQLite takes capitals and small letters of ASCII as equal, and no others. Names begin with a capital, so a text that
 * somebody typed in one case alone is given one.
 */
function asName(text: string): string {
	const small = text.toLowerCase();
	if (text !== small && text !== text.toUpperCase()) return text;
	const [letter = "", ...rest] = small;
	return letter.toUpperCase() + rest.join("");
}

function statementOf(
	way: Way,
	index: number,
	earlier: readonly Way[],
	search: UserSearch,
	last: SearchPlace | null,
): SQL {
	const { condition, place, isUnique, from = sql`${users}` } = way;
	const order = isUnique ? place : sql`${place}, ${users.id}`;
	const conditions = [condition, ...earlier.map((other) => sql`NOT coalesce(${other.condition}, 0)`)];
	if (way.from) conditions.push(sql`${users.id} = among.id`);
	else if (search.among)
		conditions.push(sql`EXISTS (SELECT 1 FROM (${search.among}) AS among WHERE among.id = ${users.id})`);
	// Most users have one status, so an index of it is of use only where everybody is listed.
	const status = search.q ? sql`+${users.status}` : sql`${users.status}`;
	if (search.status !== undefined) conditions.push(sql`${status} = ${search.status}`);
	// The first half is what the index is entered by.
	if (last?.way === index)
		conditions.push(sql`${place} >= ${last.place} AND (${place}, ${users.id}) > (${last.place}, ${last.id})`);
	return sql`
		SELECT ${sql.raw(String(index))} AS way, ${place} AS place, ${users.id} AS id, ${users.login} AS login,
			${users.status} AS status, ${users.firstName} AS firstName, ${users.lastName} AS lastName,
			${users.displayName} AS displayName, ${users.createdAt} AS createdAt
		FROM ${from} WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${order} LIMIT ${search.limit + 1}`;
}

const toFound = (row: NamedRow): FoundUser => ({
	id: row.id,
	login: row.login,
	displayName: nameOf(row),
	status: row.status,
	createdAt: row.createdAt,
});
