// The stock of tokens for an import: what it holds already, what is put in, and how its secrets are sealed.
import { and, eq, type SQL, sql } from "drizzle-orm";
import { isActiveAuthenticator } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { toBase64Url } from "../../crypto/bytes";
import { open, seal } from "../../crypto/envelope";
import { isFactor, isFactorSecret } from "../../factors/tokens";
import { tokens } from "./table";

/** A token of a file that is put into the stock. `factorId` is null for a token that stays nobody's. */
export interface StockDraft {
	tokenId: string;
	factorId: string | null;
	serial: string;
	manufacturer: string | null;
	counter: number | null;
	secretSealed: string;
	secretHash: string;
}

/** Of these serial numbers and secrets, those that the stock has, in one statement. */
export function findInStock(ctx: Ctx, authenticatorId: string, serials: readonly string[], hashes: readonly string[]) {
	return ctx.db.all<{ id: string; serial: string; secretHash: string; isHere: number }>(sql`
		SELECT id, serial, secret_hash AS secretHash, authenticator_id = ${authenticatorId} AS isHere FROM ${tokens}
			WHERE authenticator_id = ${authenticatorId} AND serial IN (SELECT value FROM json_each(${JSON.stringify(serials)}))
		UNION
		SELECT id, serial, secret_hash, authenticator_id = ${authenticatorId} FROM ${tokens}
			WHERE secret_hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`);
}

/** For an INSERT from `json_each` of drafts: whether the stock takes the token, so that both rows come, or none. */
export const fitsStock = (authenticatorId: string): SQL => sql`NOT EXISTS (SELECT 1 FROM ${tokens}
	WHERE ${tokens.id} <> value ->> 'tokenId' AND (${tokens.secretHash} = value ->> 'secretHash'
		OR (${tokens.authenticatorId} = ${authenticatorId} AND ${tokens.serial} = value ->> 'serial')))`;

/** Puts tokens in: those whose factor is there; and, while the authenticator is active, nobody's with a new secret. */
export const stockStatement = (ctx: Ctx, authenticatorId: string, drafts: readonly StockDraft[]) =>
	ctx.db
		.insert(tokens)
		.select(
			sql`SELECT value ->> 'tokenId', ${authenticatorId}, value ->> 'serial', value ->> 'manufacturer', value ->> 'counter',
				value ->> 'secretSealed', value ->> 'secretHash', value ->> 'factorId', NULL, ${ctx.now()}, ${ctx.now()}
				FROM json_each(${JSON.stringify(drafts)})
				WHERE iif(value ->> 'factorId' IS NULL,
					NOT ${isFactorSecret(sql`value ->> 'secretHash'`)} AND ${isActiveAuthenticator(authenticatorId)},
					${isFactor(sql`value ->> 'factorId'`)})`,
		)
		.onConflictDoNothing();

export const isInStock = (tokenId: SQL): SQL => sql`EXISTS (SELECT 1 FROM ${tokens} WHERE ${tokens.id} = ${tokenId})`;

/** The token of a factor that moves goes along. */
export const moveStockStatement = (ctx: Ctx, factorId: string, authenticatorId: string) =>
	ctx.db.update(tokens).set({ authenticatorId, lastUpdatedAt: ctx.now() }).where(eq(tokens.factorId, factorId));

/** The token of a factor that gets another secret is nobody's again. */
export const releaseStockStatement = (ctx: Ctx, factorId: string) =>
	ctx.db.update(tokens).set({ factorId: null, lastUpdatedAt: ctx.now() }).where(eq(tokens.factorId, factorId));

/** Nobody's tokens of an authenticator move into another. Those whose serial number is there already stay. */
export async function moveUnassigned(ctx: Ctx, from: string, to: string): Promise<void> {
	const isThere = sql`EXISTS (SELECT 1 FROM ${tokens} AS other
		WHERE other.authenticator_id = ${to} AND other.serial = ${tokens.serial})`;
	await ctx.db
		.update(tokens)
		.set({ authenticatorId: to, lastUpdatedAt: ctx.now() })
		.where(and(eq(tokens.authenticatorId, from), sql`${tokens.factorId} IS NULL AND NOT ${isThere}`));
}

/** An upload seals a secret for this place at once, so that it gets into the stock as it is. */
const place = (tokenId: string) => `tokens.secret:${tokenId}`;

export const sealTokenSecret = (ctx: Ctx, tokenId: string, secret: Uint8Array): Promise<string> =>
	seal(ctx.env.sealKeys, place(tokenId), toBase64Url(secret));

/** @returns base64url, as secrets of factors have it */
export const openTokenSecret = (ctx: Ctx, tokenId: string, sealed: string): Promise<string> =>
	open(ctx.env.sealKeys, place(tokenId), sealed);
