// What other administrators see of an administrator: the ways to sign in, when seen last, and where signed in.
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { notFound } from "../errors";
import { logStatement } from "../log/write";
import { administratorParty, getAdministrator } from "./administrator";
import { countRecoveryCodes } from "./recovery-codes";
import type { AdministratorListQuery, AdministratorRole } from "./schema";
import { endSessionsStatement, listSessions } from "./sessions";
import { type AdministratorRow, administrators, type CredentialRow, credentials } from "./table";

export type { AdministratorRow };

export interface ListedAdministrator {
	row: AdministratorRow;
	/** Of the second factors that work, each kind once. */
	kinds: CredentialRow["kind"][];
	/** Epoch ms; null for somebody who has not been here for half a year. */
	lastSeenAt: number | null;
}

interface AdministratorFilter {
	status?: AdministratorRow["status"];
	role?: AdministratorRole;
}

/** @param filter leave out what any administrator may have */
export async function listAdministratorsSeen(
	ctx: Ctx,
	query: AdministratorListQuery,
	filter: AdministratorFilter = {},
): Promise<Page<ListedAdministrator>> {
	const rows = await administratorsStatement(ctx, query, filter);
	const items = rows.map(({ kinds, ...listed }) => ({ ...listed, kinds: JSON.parse(kinds) }));
	return pageOf(items, query.limit, ({ row }) => row.id);
}

// Drizzle leaves the table's name out of a query on one table, and within a subquery `id` would be another column.
const ownId = sql.raw("administrators.id");

const kinds: SQL<string> = sql`(SELECT json_group_array(DISTINCT kind) FROM administrator_credentials
	WHERE administrator_id = ${ownId} AND status = 'ACTIVE')`;

/** A session's row goes when the session ends, and a known browser stays. */
const lastSeenAt: SQL<number | null> = sql`(SELECT max(seen_at) FROM (
	SELECT seen_at FROM administrator_sessions WHERE administrator_id = ${ownId} AND stage = 'OPEN'
	UNION ALL SELECT seen_at FROM administrator_devices WHERE administrator_id = ${ownId}))`;

/** The statement alone, because a test asks D1 which indexes it takes. */
export const administratorsStatement = (
	ctx: Ctx,
	{ after, limit }: AdministratorListQuery,
	{ status, role }: AdministratorFilter,
) =>
	ctx.db
		.select({ row: administrators, kinds, lastSeenAt })
		.from(administrators)
		.where(
			and(
				after === undefined ? undefined : gt(administrators.id, after),
				status === undefined ? undefined : eq(administrators.status, status),
				role === undefined ? undefined : eq(administrators.role, role),
			),
		)
		.orderBy(asc(administrators.id))
		.limit(limit + 1);

/** Everything that the page about one administrator shows. */
export async function administratorOverview(ctx: Ctx, id: string) {
	const [[seen], factors, codesLeft, sessions] = await Promise.all([
		ctx.db.select({ row: administrators, lastSeenAt }).from(administrators).where(eq(administrators.id, id)),
		ctx.db
			.select({ kind: credentials.kind, activatedAt: credentials.activatedAt })
			.from(credentials)
			.where(and(eq(credentials.administratorId, id), eq(credentials.status, "ACTIVE"))),
		countRecoveryCodes(ctx, id),
		listSessions(ctx, id),
	]);
	if (!seen) throw notFound("Administrator", id);
	return { ...seen, factors, codesLeft, sessions };
}

/** Ends every session of a person, also half-way ones. */
export async function endAllSessions(ctx: Ctx, id: string): Promise<void> {
	const administrator = await getAdministrator(ctx, id);
	await ctx.db.batch([
		endSessionsStatement(ctx, id, null),
		logStatement(ctx, { eventType: "user.session.clear", target: [administratorParty(administrator)] }),
	]);
}
