// Imports of tokens: beginning one, trying it with a few, letting it run, stopping it, and what came of each token.
import { desc, eq, lt } from "drizzle-orm";
import { isBuiltInAuthenticator } from "../authenticators/built-in";
import { findAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { invalid, notFound } from "../errors";
import { newId } from "../ids";
import type { EventType } from "../log/event-types";
import { firstSuccesses } from "../log/first-successes";
import { logStatement } from "../log/write";
import { findUsersNamed } from "../users/facts";
import { changeImport, withImport } from "./client";
import { type CanaryChoice, type ImportRow, type ImportState, statesFor } from "./job/types";
import type { ImportListQuery, ImportRowsQuery, ImportStart, TokenImportInput } from "./schema";
import { noteStatus } from "./status";
import { type TokenImportRow, tokenImports } from "./table";

export interface TokenImport {
	row: TokenImportRow;
	state: ImportState;
	canaries: VerifiedRow[];
}

/** `verifiedAt`: when the log has the first successful verification. */
export type VerifiedRow = ImportRow & { verifiedAt: number | null };

export async function createImport(ctx: Ctx, input: TokenImportInput): Promise<TokenImport> {
	await refuseOther(ctx, "authenticatorId", input.authenticatorId);
	const from = input.fromAuthenticatorId ?? null;
	if (from !== null) await refuseOther(ctx, "fromAuthenticatorId", from);
	if (from === input.authenticatorId) throw invalid("fromAuthenticatorId", "import-same-authenticator");
	const now = ctx.now();
	const row: TokenImportRow = {
		id: newId("tokenImport", now),
		source: input.source,
		authenticatorId: input.authenticatorId,
		fromAuthenticatorId: from,
		status: input.source === "FILE" ? "WAITING" : "LISTING",
		createdBy: "name" in ctx.actor ? ctx.actor.name : null,
		createdAt: now,
		lastUpdatedAt: now,
	};
	const { id, source, authenticatorId, fromAuthenticatorId, status } = row;
	await ctx.db.batch([
		ctx.db.insert(tokenImports).values(row),
		logStatement(ctx, {
			eventType: "system.token_import.create",
			target: [{ id, type: "TokenImport", displayName: source }],
			debugData: { authenticatorId, ...(fromAuthenticatorId === null ? {} : { fromAuthenticatorId }) },
		}),
	]);
	const { actor, client, requestId, requestUri } = ctx;
	const state: ImportState = {
		id,
		source,
		authenticatorId,
		fromAuthenticatorId,
		status,
		notedStatus: status,
		pausedFrom: null,
		actor,
		client,
		requestId,
		requestUri,
		file: input.source === "FILE" ? (input.file ?? {}) : {},
		uploadId: null,
		counts: { pending: 0, ok: 0, refused: 0, taken: 0, failed: 0 },
		differences: {},
		settings: {},
		problem: null,
		failures: 0,
		canaryStartedAt: null,
		endedAt: null,
	};
	return { row, state: await withImport(ctx, id, (job) => job.create(state)), canaries: [] };
}

async function refuseOther(ctx: Ctx, field: string, id: string): Promise<void> {
	const found = await findAuthenticator(ctx, id);
	if (found === null || isBuiltInAuthenticator(found)) throw invalid(field, "authenticator-unknown");
	if (found.settings === null) throw invalid(field, "authenticator-without-settings");
}

export async function listImports(ctx: Ctx, { after, limit }: ImportListQuery): Promise<Page<TokenImportRow>> {
	const rows = await ctx.db
		.select()
		.from(tokenImports)
		.where(after === undefined ? undefined : lt(tokenImports.id, after))
		.orderBy(desc(tokenImports.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

export async function getImport(ctx: Ctx, id: string): Promise<TokenImportRow> {
	const [row] = await ctx.db.select().from(tokenImports).where(eq(tokenImports.id, id));
	if (!row) throw notFound("TokenImport", id);
	return row;
}

export async function getImportWithState(ctx: Ctx, id: string): Promise<TokenImport> {
	const row = await getImport(ctx, id);
	const state = await withImport(ctx, id, (job) => job.state() as Promise<ImportState | null>);
	if (state === null) throw notFound("TokenImport", id);
	if (state.canaryStartedAt === null) return { row, state, canaries: [] };
	const rows = await withImport(ctx, id, (job) => job.canaries() as unknown as Promise<ImportRow[]>);
	const userIds = rows.flatMap(({ userId }) => userId ?? []);
	const factorIds = rows.map(({ factorId }) => factorId);
	const verified = await firstSuccesses(ctx, userIds, factorIds, state.canaryStartedAt);
	return { row, state, canaries: rows.map((one) => ({ ...one, verifiedAt: verified.get(one.factorId) ?? null })) };
}

export async function listImportRows(ctx: Ctx, id: string, query: ImportRowsQuery): Promise<Page<ImportRow>> {
	await getImport(ctx, id);
	return pageOf(
		await importRows(ctx, id, query.result ?? null, query.after ?? 0, query.limit + 1),
		query.limit,
		({ row }) => String(row),
	);
}

const rowsOfAPage = 500;

/** All rows of an import, a page at a time. */
export async function* allImportRows(ctx: Ctx, id: string): AsyncGenerator<ImportRow[]> {
	for (let after = 0; ; ) {
		const rows = await importRows(ctx, id, null, after, rowsOfAPage);
		if (rows.length > 0) yield rows;
		if (rows.length < rowsOfAPage) return;
		after = rows.at(-1)!.row;
	}
}

const importRows = (ctx: Ctx, id: string, result: ImportRow["result"] | null, after: number, limit: number) =>
	withImport(ctx, id, (job) => job.rows(result, after, limit) as unknown as Promise<ImportRow[]>);

/** Starts with a few tokens, or takes all that are left. */
export async function startImport(ctx: Ctx, id: string, { canary }: ImportStart): Promise<TokenImport> {
	await getImport(ctx, id);
	const choice = canary === undefined ? null : await chosenUsers(ctx, canary);
	const changed = await changeImport(ctx, id, statesFor.start, false, (job) => job.start(choice));
	if (changed.status === "CHECKED" || changed.status === "CANARY") throw invalid("canary", "import-nothing-left");
	return changedTo(ctx, changed, "system.token_import.start");
}

async function chosenUsers(ctx: Ctx, canary: CanaryChoice): Promise<CanaryChoice> {
	if ("first" in canary) return canary;
	const found = await findUsersNamed(ctx, canary.users);
	if (canary.users.some((name) => !found.has(name))) throw invalid("canary.users", "token-user-unknown");
	return { users: canary.users.map((name) => found.get(name)!.id) };
}

export async function pauseImport(ctx: Ctx, id: string): Promise<TokenImport> {
	await getImport(ctx, id);
	const changed = await changeImport(ctx, id, statesFor.pause, false, (job) => job.pause());
	return changedTo(ctx, changed, "system.token_import.pause");
}

export async function resumeImport(ctx: Ctx, id: string): Promise<TokenImport> {
	await getImport(ctx, id);
	const changed = await changeImport(ctx, id, statesFor.resume, false, (job) => job.resume());
	return changedTo(ctx, changed, "system.token_import.resume");
}

/** Ends an import. Tokens that were taken stay; secrets of all others are erased. */
export async function cancelImport(ctx: Ctx, id: string): Promise<TokenImport> {
	await getImport(ctx, id);
	const changed = await changeImport(ctx, id, statesFor.cancel, false, (job) => job.cancel());
	return changedTo(ctx, changed, "system.token_import.cancel");
}

async function changedTo(ctx: Ctx, state: ImportState, eventType: EventType): Promise<TokenImport> {
	await noteStatus(ctx, state, eventType);
	return getImportWithState(ctx, state.id);
}
