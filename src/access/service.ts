// API tokens: making, listing, revoking, and telling who is asking.
import { and, asc, count, eq, gt, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import { getApplication } from "../applications/service";
import type { Actor, Ctx, Role } from "../context";
import { sha256 } from "../crypto/digest";
import { type Page, pageOf, refusedBy } from "../db";
import { ApiError, invalid, notFound } from "../errors";
import { newId, randomCharacters } from "../ids";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import { type Caller, countRequest, defaultRateLimit } from "./rate-limit";
import type { ApiTokenInput, ApiTokenListQuery } from "./schema";
import { type ApiTokenRow, apiTokens } from "./table";

export type { ApiTokenRow };

/** Characters of a token after its `00` mark: 40 of 62, 238 bits. */
const tokenLength = 40;

const bootstrapTokenId = "00Tbootstrap00000000";

const usesNotedEveryMs = 60 * 60_000;

/** Token → who it belongs to. An unknown token isn't remembered, because there is no end of unknown tokens. */
const rememberedCallers = new Remembered<Caller>(async (ctx, token) => {
	const caller = await findCaller(ctx, token);
	if (!caller) throw new ApiError("E0000011");
	return caller;
});

/**
 * Returns who asks with `Authorization: SSWS {token}`. The case of the scheme and the white space after it don't matter
 * (RFC 9110 11.1 and 11.4). No header: 403 E0000005. An unknown token: 401 E0000011. A token that asks too often: 429
 * E0000047.
 */
export async function authenticate(ctx: Ctx, request: Request): Promise<Actor> {
	const header = request.headers.get("authorization");
	if (header === null) throw new ApiError("E0000005");
	const token = /^SSWS[ \t]+([A-Za-z0-9_-]{20,200})$/i.exec(header)?.[1];
	if (token === undefined) throw new ApiError("E0000011");
	const caller = rememberedCallers.recall(ctx, token) ?? (await rememberedCallers.get(ctx, token));
	await countRequest(ctx, caller);
	return caller.actor;
}

/** A token that was just made, with its text. */
export interface NewApiToken extends ApiTokenRow {
	token: string;
}

/** Makes a token. Only this function returns the text of a token; D1 keeps the hash. */
export async function createApiToken(
	ctx: Ctx,
	{ name, role, permissions = [], rateLimit = defaultRateLimit, applicationId = null, sourceId = null }: ApiTokenInput,
): Promise<NewApiToken> {
	const token = `00${randomCharacters(tokenLength)}`;
	const row: ApiTokenRow = {
		id: newId("apiToken", ctx.now()),
		name,
		role,
		permissions,
		rateLimit,
		applicationId,
		sourceId,
		tokenHash: await sha256(token),
		createdAt: ctx.now(),
		...makerOf(ctx.actor),
		lastUsedAt: null,
		revokedAt: null,
	};
	const debugData = {
		role,
		rateLimit,
		...(permissions.length === 0 ? {} : { permissions: permissions.join(" ") }),
		...(applicationId === null ? {} : { applicationId }),
		...(sourceId === null ? {} : { sourceId }),
	};
	// No token has both.
	const unknown =
		sourceId === null ? invalid("applicationId", "application-unknown") : invalid("sourceId", "source-unknown");
	await ctx.db
		.batch([
			ctx.db.insert(apiTokens).values(row),
			logStatement(ctx, { eventType: "system.api_token.create", target: [tokenParty(row)], debugData }),
		])
		.catch(refusedBy({ "FOREIGN KEY": () => unknown }));
	return { ...row, token };
}

/** @param filter leave out what any token may have */
export async function listApiTokens(
	ctx: Ctx,
	query: ApiTokenListQuery,
	filter: { isRevoked?: boolean; role?: Role } = {},
): Promise<Page<ApiTokenRow>> {
	const rows = await tokensStatement(ctx, query, filter);
	return pageOf(rows, query.limit, (row) => row.id);
}

/** The statement alone, because a test asks D1 which index it takes. */
export const tokensStatement = (
	ctx: Ctx,
	{ after, limit }: ApiTokenListQuery,
	{ isRevoked, role }: { isRevoked?: boolean; role?: Role },
) =>
	ctx.db
		.select()
		.from(apiTokens)
		.where(
			and(
				after === undefined ? undefined : gt(apiTokens.id, after),
				isRevoked === undefined ? undefined : isRevoked ? isNotNull(apiTokens.revokedAt) : isNull(apiTokens.revokedAt),
				role === undefined ? undefined : eq(apiTokens.role, role),
			),
		)
		.orderBy(asc(apiTokens.id))
		.limit(limit + 1);

/** A page shows no more of them. */
const mostTokensOfApplication = 100;

/** Tokens in use that act for the application. They keep it from being deleted. */
export const tokensOfApplication = (ctx: Ctx, applicationId: string): Promise<ApiTokenRow[]> =>
	ctx.db
		.select()
		.from(apiTokens)
		// A computed column of the migration, with an index.
		.where(sql`needed_application_id = ${applicationId}`)
		.orderBy(asc(apiTokens.id))
		.limit(mostTokensOfApplication);

/** How many tokens that still count were made before a moment. */
export async function countApiTokensBefore(ctx: Ctx, at: number): Promise<number> {
	const [found] = await ctx.db
		.select({ tokens: count() })
		.from(apiTokens)
		.where(and(isNull(apiTokens.revokedAt), lt(apiTokens.createdAt, at)));
	return found?.tokens ?? 0;
}

export async function getApiToken(ctx: Ctx, id: string): Promise<ApiTokenRow> {
	const [row] = await ctx.db.select().from(apiTokens).where(eq(apiTokens.id, id));
	if (!row) throw notFound("ApiToken", id);
	return row;
}

/** Revokes a token. Other isolates accept it for 30 s more at the most. The last administrator's token stays. */
export async function revokeApiToken(ctx: Ctx, id: string): Promise<void> {
	const token = await getApiToken(ctx, id);
	// It may have been revoked elsewhere, or by a request whose answer was lost.
	if (token.revokedAt !== null) return rememberedCallers.forget(ctx);
	const anotherAdministrator = sql`EXISTS (SELECT 1 FROM ${apiTokens} AS other
		WHERE other.role = 'ADMINISTRATOR' AND other.revoked_at IS NULL AND other.id <> ${id})`;
	const [revoked] = await ctx.db.batch([
		ctx.db
			.update(apiTokens)
			.set({ revokedAt: ctx.now() })
			.where(
				and(
					eq(apiTokens.id, id),
					isNull(apiTokens.revokedAt),
					sql`(${ne(apiTokens.role, "ADMINISTRATOR")} OR ${anotherAdministrator})`,
				),
			)
			.returning({ id: apiTokens.id }),
		logStatement(ctx, { eventType: "system.api_token.revoke", target: [tokenParty(token)] }),
	]);
	if (revoked.length === 0 && (await getApiToken(ctx, id)).revokedAt === null) {
		throw invalid("token", "last-administrator-token");
	}
	rememberedCallers.forget(ctx);
}

async function findCaller(ctx: Ctx, token: string): Promise<Caller | null> {
	const tokenHash = await sha256(token);
	const [row] = await ctx.db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash));
	if (row) {
		if (row.revokedAt !== null) return null;
		noteUse(ctx, row);
		return callerOf(ctx, row);
	}
	return tokenHash === ctx.env.bootstrapTokenHash ? adoptBootstrapToken(ctx, tokenHash) : null;
}

/** Notes the use when an isolate looks the token up, and once an hour. A remembered caller costs nothing. */
function noteUse(ctx: Ctx, { id, lastUsedAt }: ApiTokenRow): void {
	const now = ctx.now();
	if (lastUsedAt !== null && now - lastUsedAt < usesNotedEveryMs) return;
	const noted = ctx.db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id)).run();
	// When it can't be noted now, the next look-up does it.
	ctx.background(noted.catch(() => {}));
}

/** Whoever holds a token of an application is the application. */
async function callerOf(
	ctx: Ctx,
	{ id, name, role, permissions, rateLimit, applicationId, sourceId }: ApiTokenRow,
): Promise<Caller> {
	if (applicationId === null) {
		return { actor: { kind: "token", id, name, role, permissions, sourceId }, tokenId: id, rateLimit };
	}
	const application = await getApplication(ctx, applicationId);
	const { id: actorId, name: actorName } = application;
	const actor = { kind: "application", id: actorId, name: actorName, role, permissions, tokenId: id } as const;
	return { actor, tokenId: id, rateLimit };
}

/**
 * The token of the first start becomes a row like any other, so that it can be listed and revoked. It sets everything
 * up, so it may ask often.
 */
async function adoptBootstrapToken(ctx: Ctx, tokenHash: string): Promise<Caller | null> {
	const token = { id: bootstrapTokenId, name: "bootstrap", role: "ADMINISTRATOR" } as const;
	const rateLimit = "LARGE";
	const adopted = await ctx.db
		.insert(apiTokens)
		.values({ ...token, rateLimit, tokenHash, createdAt: ctx.now(), lastUsedAt: ctx.now() })
		.onConflictDoUpdate({ target: apiTokens.id, set: { tokenHash }, setWhere: isNull(apiTokens.revokedAt) })
		.returning({ id: apiTokens.id });
	return adopted.length === 1 ? { actor: { kind: "token", ...token }, tokenId: token.id, rateLimit } : null;
}

/** Nobody to name where the system itself makes a token. */
const makerOf = (actor: Actor) =>
	actor.kind === "system"
		? { createdById: null, createdByName: null }
		: { createdById: actor.id, createdByName: actor.name };

const tokenParty = (token: { id: string; name: string }) => ({ id: token.id, type: "Token", displayName: token.name });
