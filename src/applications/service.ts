// Applications: creating, finding, listing, changing and deleting them.
import { asc, eq, gt, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf, refusedBy } from "../db";
import { invalid, notFound } from "../errors";
import { newId } from "../ids";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import { returnUrlFault } from "./return-url";
import type { ApplicationInput, ApplicationListQuery } from "./schema";
import { type ApplicationRow, applications } from "./table";

export type { ApplicationRow };

export async function createApplication(ctx: Ctx, input: ApplicationInput): Promise<ApplicationRow> {
	await checkInput(ctx, input);
	const row: ApplicationRow = {
		...input,
		id: newId("application", ctx.now()),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await ctx.db
		.batch([ctx.db.insert(applications).values(row), logLifecycle(ctx, "create", row)])
		.catch(refusedBy(refusals));
	return row;
}

export async function listApplications(
	ctx: Ctx,
	{ after, limit }: ApplicationListQuery,
): Promise<Page<ApplicationRow>> {
	const rows = await ctx.db
		.select()
		.from(applications)
		.where(after === undefined ? undefined : gt(applications.id, after))
		.orderBy(asc(applications.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

/** As many as a choice can have. */
const mostNames = 500;

/** For a choice of one. Those with their own base can't be one themselves. */
export const applicationNames = (ctx: Ctx): Promise<Pick<ApplicationRow, "id" | "name" | "extends">[]> =>
	ctx.db
		.select({ id: applications.id, name: applications.name, extends: applications.extends })
		.from(applications)
		.orderBy(sql`${applications.name} COLLATE NOCASE`)
		.limit(mostNames);

/** The applications that extend this one. */
export const applicationsExtending = (ctx: Ctx, id: string): Promise<Pick<ApplicationRow, "id" | "name">[]> =>
	ctx.db
		.select({ id: applications.id, name: applications.name })
		.from(applications)
		.where(eq(applications.extends, id))
		.limit(mostNames);

export async function findApplication(ctx: Ctx, id: string): Promise<ApplicationRow | null> {
	const [row] = await ctx.db.select().from(applications).where(eq(applications.id, id));
	return row ?? null;
}

export async function getApplication(ctx: Ctx, id: string): Promise<ApplicationRow> {
	const row = await findApplication(ctx, id);
	if (!row) throw notFound("Application", id);
	return row;
}

const remembered = new Remembered<ApplicationRow>(getApplication);

/** The application as it was at most 30 s ago, for what pages show of it. */
export const recentApplication = (ctx: Ctx, id: string): Promise<ApplicationRow> => remembered.get(ctx, id);

/** The application's time zone, for a batch of somebody else's. */
export const timeZoneStatement = (ctx: Ctx, id: string) =>
	ctx.db.select({ timeZone: applications.timeZone }).from(applications).where(eq(applications.id, id));

/** Returns those of the ids that are no application's, in the given order. */
export async function missingApplicationIds(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const rows = await ctx.db.all<{ id: string }>(sql`
		SELECT value AS id FROM json_each(${JSON.stringify(ids)}) WHERE value NOT IN (SELECT ${applications.id} FROM ${applications})`);
	return rows.map(({ id }) => id);
}

/** Sets everything. What the input leaves out gets its default. */
export const replaceApplication = (ctx: Ctx, id: string, input: ApplicationInput): Promise<ApplicationRow> =>
	changeApplication(ctx, id, input);

/** Sets what is given, so that people who change different parts at once don't undo each other's change. */
export async function changeApplication(
	ctx: Ctx,
	id: string,
	change: Partial<ApplicationInput>,
): Promise<ApplicationRow> {
	const before = await getApplication(ctx, id);
	await checkInput(ctx, change);
	const [changed] = await ctx.db
		.batch([
			ctx.db
				.update(applications)
				.set({ ...change, lastUpdatedAt: ctx.now() })
				.where(eq(applications.id, id))
				.returning(),
			logLifecycle(ctx, "update", before),
		])
		.catch(refusedBy(refusals));
	remembered.forget(ctx);
	if (!changed[0]) throw notFound("Application", id);
	return changed[0];
}

/** Deletes an application that nothing needs: no API token in use, and no other application. D1's keys decide. */
export async function deleteApplication(ctx: Ctx, id: string): Promise<void> {
	const before = await getApplication(ctx, id);
	await ctx.db
		.batch([ctx.db.delete(applications).where(eq(applications.id, id)), logLifecycle(ctx, "delete", before)])
		.catch(refusedBy({ "FOREIGN KEY": () => invalid("application", "application-in-use") }));
	remembered.forget(ctx);
}

/** Checks what needs the environment or other rows. */
async function checkInput(
	ctx: Ctx,
	{ returnUrls = [], extends: base = null }: Partial<ApplicationInput>,
): Promise<void> {
	for (const [index, url] of returnUrls.entries()) {
		const fault = returnUrlFault(url, { allowLoopback: ctx.env.isDevelopment });
		if (fault !== null) throw invalid(`returnUrls.${index}`, fault);
	}
	await checkBase(ctx, base);
}

export async function checkBase(ctx: Ctx, base: string | null): Promise<void> {
	if (base !== null && (await findApplication(ctx, base)) === null) throw invalid("extends", "application-unknown");
}

const refusals = {
	"applications.name": () => invalid("name", "already-exists"),
	"FOREIGN KEY": () => invalid("extends", "application-chain"),
};

const logLifecycle = (ctx: Ctx, verb: "create" | "update" | "delete", row: Pick<ApplicationRow, "id" | "name">) =>
	logStatement(ctx, {
		eventType: `application.lifecycle.${verb}`,
		target: [{ id: row.id, type: "AppInstance", displayName: row.name }],
	});
