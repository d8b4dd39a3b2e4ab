// API tokens: making, listing, revoking, and telling who is asking.
import { and, asc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Actor, Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { type Page, pageOf } from "../db";
import { ApiError, invalid, notFound } from "../errors";
import { newId, randomCharacters } from "../ids";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import { countRequest, defaultRateLimit, type RateLimit } from "./rate-limit";
import type { ApiTokenInput, ApiTokenListQuery } from "./schema";
import { type ApiTokenRow, apiTokens } from "./table";

/** Characters of a token after its `00` mark: 40 of 62, 238 bits. */
const tokenLength = 40;

const bootstrapTokenId = "00Tbootstrap00000000";

/** Who asks with a token, and how often that token may ask. */
interface Caller {
	actor: Extract<Actor, { kind: "token" }>;
	rateLimit: RateLimit;
}

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
	const { actor, rateLimit } = await rememberedCallers.get(ctx, token);
	await countRequest(ctx, actor, rateLimit);
	return actor;
}

/** A token that was just made, with its text. */
export interface NewApiToken extends ApiTokenRow {
	token: string;
}

/** Makes a token. Only this function returns the text of a token; D1 keeps the hash. */
export async function createApiToken(
	ctx: Ctx,
	{ name, role, rateLimit = defaultRateLimit }: ApiTokenInput,
): Promise<NewApiToken> {
	const token = `00${randomCharacters(tokenLength)}`;
	const row: ApiTokenRow = {
		id: newId("apiToken", ctx.now()),
		name,
		role,
		rateLimit,
		tokenHash: await sha256(token),
		createdAt: ctx.now(),
		revokedAt: null,
	};
	await ctx.db.batch([
		ctx.db.insert(apiTokens).values(row),
		logStatement(ctx, {
			eventType: "system.api_token.create",
			target: [tokenParty(row)],
			debugData: { role, rateLimit },
		}),
	]);
	return { ...row, token };
}

export async function listApiTokens(ctx: Ctx, query: ApiTokenListQuery): Promise<Page<ApiTokenRow>> {
	const rows = await ctx.db
		.select()
		.from(apiTokens)
		.where(query.after === undefined ? undefined : gt(apiTokens.id, query.after))
		.orderBy(asc(apiTokens.id))
		.limit(query.limit + 1);
	return pageOf(rows, query.limit, (row) => row.id);
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
	if (row) return row.revokedAt === null ? callerOf(row) : null;
	return tokenHash === ctx.env.bootstrapTokenHash ? adoptBootstrapToken(ctx, tokenHash) : null;
}

/**
 * The token of the first start becomes a row like any other, so that it can be listed and revoked. It sets everything
 * up, so it may ask often.
 */
async function adoptBootstrapToken(ctx: Ctx, tokenHash: string): Promise<Caller | null> {
	const token = {
		id: bootstrapTokenId,
		name: "bootstrap",
		role: "ADMINISTRATOR",
		rateLimit: "LARGE",
	} as const;
	const adopted = await ctx.db
		.insert(apiTokens)
		.values({ ...token, tokenHash, createdAt: ctx.now() })
		.onConflictDoUpdate({ target: apiTokens.id, set: { tokenHash }, setWhere: isNull(apiTokens.revokedAt) })
		.returning({ id: apiTokens.id });
	return adopted.length === 1 ? callerOf(token) : null;
}

const callerOf = ({ id, name, role, rateLimit }: Pick<ApiTokenRow, "id" | "name" | "role" | "rateLimit">): Caller => ({
	actor: { kind: "token", id, name, role },
	rateLimit,
});

const tokenParty = (token: { id: string; name: string }) => ({ id: token.id, type: "Token", displayName: token.name });
