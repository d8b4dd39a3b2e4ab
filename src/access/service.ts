// API tokens: making, listing, revoking, and telling who is asking.
import { and, asc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Actor, Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { type Page, pageOf } from "../db";
import { ApiError, invalid, notFound } from "../errors";
import { newId, randomCharacters } from "../ids";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import type { ApiTokenInput, ApiTokenListQuery } from "./schema";
import { type ApiTokenRow, apiTokens } from "./table";

/** Characters of a token after its `00` mark: 40 of 62, 238 bits. */
const tokenLength = 40;

const bootstrapTokenId = "00Tbootstrap00000000";

/** Token → who it belongs to. An unknown token isn't remembered, because there is no end of unknown tokens. */
const rememberedActors = new Remembered<Actor>(async (ctx, token) => {
	const actor = await findActor(ctx, token);
	if (!actor) throw new ApiError("E0000011");
	return actor;
});

/**
 * Returns who asks with `Authorization: SSWS {token}`. The case of the scheme and the white space after it don't matter
 * (RFC 9110 11.1 and 11.4). No header: 403 E0000005. An unknown token: 401 E0000011.
 */
export async function authenticate(ctx: Ctx, request: Request): Promise<Actor> {
	const header = request.headers.get("authorization");
	if (header === null) throw new ApiError("E0000005");
	const token = /^SSWS[ \t]+([A-Za-z0-9_-]{20,200})$/i.exec(header)?.[1];
	if (token === undefined) throw new ApiError("E0000011");
	return rememberedActors.get(ctx, token);
}

/** A token that was just made, with its text. */
export interface NewApiToken extends ApiTokenRow {
	token: string;
}

/** Makes a token. Only this function returns the text of a token; D1 keeps the hash. */
export async function createApiToken(ctx: Ctx, input: ApiTokenInput): Promise<NewApiToken> {
	const token = `00${randomCharacters(tokenLength)}`;
	const row: ApiTokenRow = {
		id: newId("apiToken", ctx.now()),
		name: input.name,
		role: input.role,
		tokenHash: await sha256(token),
		createdAt: ctx.now(),
		revokedAt: null,
	};
	await ctx.db.batch([
		ctx.db.insert(apiTokens).values(row),
		logStatement(ctx, {
			eventType: "system.api_token.create",
			target: [tokenParty(row)],
			debugData: { role: row.role },
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
	if (token.revokedAt !== null) return rememberedActors.forget(ctx);
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
	rememberedActors.forget(ctx);
}

async function findActor(ctx: Ctx, token: string): Promise<Actor | null> {
	const tokenHash = await sha256(token);
	const [row] = await ctx.db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash));
	if (row) return row.revokedAt === null ? { kind: "token", id: row.id, name: row.name, role: row.role } : null;
	return tokenHash === ctx.env.bootstrapTokenHash ? adoptBootstrapToken(ctx, tokenHash) : null;
}

/** The token of the first start becomes a row like any other, so that it can be listed and revoked. */
async function adoptBootstrapToken(ctx: Ctx, tokenHash: string): Promise<Actor | null> {
	const token = { id: bootstrapTokenId, name: "bootstrap", role: "ADMINISTRATOR" } as const;
	const adopted = await ctx.db
		.insert(apiTokens)
		.values({ ...token, tokenHash, createdAt: ctx.now() })
		.onConflictDoUpdate({ target: apiTokens.id, set: { tokenHash }, setWhere: isNull(apiTokens.revokedAt) })
		.returning({ id: apiTokens.id });
	return adopted.length === 1 ? { kind: "token", ...token } : null;
}

const tokenParty = (token: { id: string; name: string }) => ({ id: token.id, type: "Token", displayName: token.name });
