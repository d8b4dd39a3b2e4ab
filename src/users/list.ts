// Lists of users: searched, filtered and sorted, in pages that show every user once.
import { and, asc, desc, ne, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { fromBase64, toBase64Url, utf8 } from "../crypto/bytes";
import { type Page, pageOf } from "../db";
import { invalid } from "../errors";
import { foldCase, foldedFor } from "../filters/fold";
import { contactHash } from "./contact-data";
import { userFilter } from "./filter";
import { loginKey } from "./profile";
import type { sortKeys, UserListQuery } from "./schema";
import { users } from "./table";
import { toUser, type User } from "./user";

const defaultLimit = 200;
const defaultLimitOfSearchByWord = 10;

/** An absent value sorts first, as an empty text. NULL compares with nothing, so no page could start after it. */
const orders: Record<(typeof sortKeys)[number], SQL> = {
	id: sql`${users.id}`,
	created: sql`${users.createdAt}`,
	lastUpdated: sql`${users.lastUpdatedAt}`,
	status: sql`${users.status}`,
	"profile.login": sql`${users.loginKey}`,
	"profile.firstName": sql`coalesce(${users.firstName}, '') COLLATE NOCASE`,
	"profile.lastName": sql`coalesce(${users.lastName}, '') COLLATE NOCASE`,
};

/** Returns a page of users. Deactivated users are left out, unless there is a filter or a search. */
export async function listUsers(ctx: Ctx, query: UserListQuery): Promise<Page<User>> {
	const { filter, search, q } = query;
	if (filter !== undefined && search !== undefined) throw invalid("search", "filter-and-search");
	const criteria = filter ?? search;
	return pageOfUsers(
		ctx,
		and(
			criteria === undefined ? ne(users.status, "DEPROVISIONED") : await userFilter(ctx, criteria),
			q === undefined ? undefined : await startsWith(ctx, q),
		),
		{ ...query, limit: query.limit ?? (q === undefined ? defaultLimit : defaultLimitOfSearchByWord) },
	);
}

/** Returns a page of the users whose ids a query selects; null: of all users. */
export const listUsersAmong = (ctx: Ctx, ids: SQL | null, query: { limit: number; after?: string }) =>
	pageOfUsers(ctx, ids === null ? undefined : sql`${users.id} IN (${ids})`, query);

/** A query for users, whoever they are: `id` of each, and at most so many. */
export const idsOfUsers = (most: number): SQL => sql`SELECT ${users.id} AS id FROM ${users} LIMIT ${most}`;

async function pageOfUsers(
	ctx: Ctx,
	condition: SQL | undefined,
	query: Pick<UserListQuery, "after" | "sortBy" | "sortOrder"> & { limit: number },
): Promise<Page<User>> {
	const order = orders[query.sortBy ?? "id"];
	const isDescending = query.sortOrder === "desc";
	const direction = isDescending ? desc : asc;
	const rows = await ctx.db
		.select({ user: users, place: sql<string | number>`${order}` })
		.from(users)
		.where(and(condition, query.after === undefined ? undefined : beyond(order, isDescending, query.after)))
		.orderBy(direction(order), direction(users.id))
		.limit(query.limit + 1);
	const page = pageOf(rows, query.limit, ({ place, user }) => toBase64Url(utf8(JSON.stringify([place, user.id]))));
	return { ...page, items: await Promise.all(page.items.map(({ user }) => toUser(ctx, user))) };
}

/** The rows after the last row of the page before: by its place in the order, and by its id among equals. */
function beyond(order: SQL, isDescending: boolean, cursor: string): SQL {
	const [place, id] = readCursor(cursor);
	return isDescending
		? sql`(${order}, ${users.id}) < (${place}, ${id})`
		: sql`(${order}, ${users.id}) > (${place}, ${id})`;
}

function readCursor(cursor: string): [string | number, string] {
	try {
		const [place, id] = JSON.parse(new TextDecoder().decode(fromBase64(cursor)));
		if ((typeof place === "string" || typeof place === "number") && typeof id === "string") return [place, id];
	} catch {
		// Falls through to the refusal.
	}
	throw invalid("after", "cursor-foreign");
}

async function startsWith(ctx: Ctx, q: string): Promise<SQL> {
	const names = [users.firstName, users.lastName, users.displayName].map(
		(name) => sql`instr(${foldedFor(q, name)}, ${foldCase(q)}) = 1`,
	);
	const login = sql`substr(${users.loginKey}, 1, length(${loginKey(q)})) = ${loginKey(q)}`;
	// E-mail addresses are sealed. Their keyed hashes find whole addresses only.
	const email = sql`${users.emailHash} = ${await contactHash(ctx, "email", q)}`;
	return sql`(${sql.join([...names, login, email], sql` OR `)})`;
}
